import type { VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { describe, expect, it } from "vitest";
import {
  BarChart,
  type Column,
  ColumnChart,
  DescriptionList,
  FilterBar,
  Pagination,
  StackedBar,
  StatTile,
  Strip,
  Table,
  Tabs,
  Timeline,
} from "./ui.tsx";

const html = (node: VNode): string => renderToString(node);

type Row = { code: string; count: number };
const rows: readonly Row[] = [
  { code: "H1", count: 1 },
  { code: "H2", count: 2 },
];
const columns: readonly Column<Row>[] = [
  { key: "code", header: "Mã", rowHeader: true, cell: (row) => row.code },
  { key: "count", header: "Số", align: "end", sort: { href: "?sort=-count", direction: "asc" }, cell: (row) => row.count },
];

describe("a table", () => {
  it("has a caption, column headers with their order, row headers and labels for narrow screens", () => {
    const out = html(<Table caption="Hồ sơ" columns={columns} rows={rows} />);
    expect(out).toContain("<caption>Hồ sơ</caption>");
    expect(out).toMatch(/<th scope="col" class="ta-end" aria-sort="ascending"><a href="\?sort=-count">/);
    expect(out.match(/<th scope="row"/g)).toHaveLength(2);
    expect(out.match(/data-label="Số"/g)).toHaveLength(2);
  });

  it("sums nothing by itself: the totals are those it is given", () => {
    const out = html(<Table caption="Hồ sơ" columns={columns} rows={rows} totals={{ count: "3" }} />);
    expect(out).toMatch(/<tfoot><tr><th scope="row">Tổng cộng<\/th><td class="ta-end" data-label="Số"><div>3<\/div>/);
  });

  it("says that it is empty instead of showing a head without rows", () => {
    const out = html(<Table caption="Hồ sơ" columns={columns} rows={[]} />);
    expect(out).not.toContain("<table");
    expect(out).toContain("Không có dòng nào.");
  });

  it("scrolls in a region that the keyboard reaches when it must not stack", () => {
    const head = [[{ text: "Nhóm", colSpan: 2 }], [{ text: "Mã" }, { text: "Số" }]];
    const out = html(<Table caption="Biểu" columns={columns} rows={rows} stack={false} head={head} />);
    expect(out).toContain('role="region" aria-label="Biểu" tabindex="0"');
    expect(out).toContain('<th scope="colgroup" colspan="2">Nhóm</th>');
    expect(out).not.toContain("data-label");
  });

  it("escapes cells", () => {
    const out = html(<Table caption="X" columns={columns} rows={[{ code: "<script>1</script>", count: 0 }]} />);
    expect(out).toContain("&lt;script>1&lt;/script>");
  });
});

describe("paging", () => {
  it("tells an estimate from a count", () => {
    expect(html(<Pagination from={1} to={50} about={8127} nextHref="?a" />)).toContain("1–50 trên khoảng 8.127");
    expect(html(<Pagination from={1} to={50} exact={51} nextHref="?a" />)).toContain("1–50 trong 51");
  });

  it("is absent when all rows are on the page and nothing is said", () => {
    expect(html(<Pagination />)).toBe("");
  });
});

describe("charts", () => {
  const bars = [
    { label: "Hộ tịch", value: 30, href: "/a" },
    { label: "Đất đai", value: 0 },
  ];

  it("give the figures as text beside the drawing, each leading to its rows", () => {
    const out = html(<BarChart label="Theo lĩnh vực" bars={bars} />);
    expect(out).toContain('<a href="/a">Hộ tịch</a>');
    // The bar lies below its label, which has the whole width for its words.
    expect(out).toMatch(/<th scope="row"><a href="\/a">Hộ tịch<\/a><svg[^>]* aria-hidden="true"/);
    expect(out).toContain('class="fill tone-info" width="100%"');
    expect(out).toContain('class="fill tone-info" width="0%"');
  });

  it("share out the whole and name each share", () => {
    const parts = [
      { label: "Trước hạn", value: 6126, tone: "success" as const },
      { label: "Còn lại", value: 2001, tone: "neutral" as const },
    ];
    const out = html(<StackedBar label="Kết quả" parts={parts} />);
    expect(out).toContain('x="0%" width="75.38%"');
    expect(out).toContain("75,4%");
    expect(html(<StackedBar label="Trống" parts={[{ label: "A", value: 0, tone: "info" }]} />)).toContain('width="0%"');
  });

  it("let a run of months be read as a table", () => {
    const out = html(<ColumnChart label="Theo tháng" columns={[{ label: "T1", value: 5 }]} />);
    expect(out).toContain('role="img" aria-label="Theo tháng"');
    expect(out).toContain("<table");
  });
});

describe("small pieces", () => {
  it("says each day of a strip in words, the reason included", () => {
    const out = html(
      <Strip
        label="Thời hạn"
        days={[
          { date: "29/08", weekday: "Thứ Bảy", state: "skipped", reason: "Nghỉ hằng tuần" },
          { date: "04/09", weekday: "Thứ Sáu", state: "due", number: 3 },
        ]}
      />,
    );
    expect(out).toContain("Không tính");
    expect(out).toContain("Nghỉ hằng tuần");
    expect(out).toContain("Hạn trả");
    expect(out).toContain("Ngày thứ 3");
  });

  it("sets the days of a strip under their weekday, Monday first", () => {
    const day = { date: "", weekday: "", state: "counted" as const };
    const out = html(
      <Strip
        label=""
        days={[
          { ...day, dateTime: "2026-11-22" },
          { ...day, dateTime: "2026-11-23" },
        ]}
      />,
    );
    expect(out).toContain("day-counted col-7");
    expect(out).toContain("day-counted col-1");
  });

  it("shows what is unknown as a dash, and zero as zero", () => {
    const out = html(
      <DescriptionList
        items={[
          { term: "Phí", detail: undefined },
          { term: "Số", detail: 0 },
        ]}
      />,
    );
    expect(out).toContain("<dd>—</dd>");
    expect(out).toContain("<dd>0</dd>");
  });

  it("marks where we are: current tab, current event", () => {
    expect(html(<Tabs label="Nhóm" items={[{ href: "/a", label: "A", current: true }]} />)).toContain('aria-current="page"');
    expect(html(<Timeline events={[{ time: "08:12", title: "Tiếp nhận", current: true }]} />)).toContain('aria-current="step"');
  });

  it("writes numbers as people of the language do and leads to the rows counted", () => {
    expect(html(<StatTile value={8127} label="Tiếp nhận" href="/rows" />)).toMatch(/8\.127.*<a href="\/rows">Tiếp nhận<\/a>/);
  });

  it("filters by GET and names each filter that can be dropped", () => {
    const out = html(
      <FilterBar action="/list" active={[{ label: "Quá hạn", removeHref: "/list?x" }]} hidden={{ sort: "due" }} resetHref="/list">
        <span />
      </FilterBar>,
    );
    expect(out).toContain('action="/list" method="get"');
    expect(out).toContain('aria-label="Bỏ điều kiện: Quá hạn"');
    expect(out).toContain('name="sort" value="due"');
  });
});
