import { lists, type SampleRow, sampleReport, sampleRows } from "./gallery-samples.ts";
import {
  BarChart,
  Card,
  ColumnChart,
  ExportLinks,
  FlowChart,
  Grid,
  Pagination,
  Progress,
  Section,
  StackedBar,
  StatGrid,
  StatTile,
  Table,
  Tabs,
  Tag,
} from "./ui.tsx";

/** Tiles, charts, tables. */
export function Data() {
  return (
    <>
      <Section title="Số liệu" id="stats">
        <Tiles />
        <Charts />
      </Section>
      <Tables />
    </>
  );
}

function Tiles() {
  const better = { direction: "up", text: "1,2 điểm so với tháng trước", good: true } as const;
  const worse = { direction: "up", text: "1 so với hôm qua", good: false } as const;
  return (
    <StatGrid>
      <StatTile value={8127} label="Tiếp nhận trong kỳ" href="#r" hint="01/01 – 20/11/2026" />
      <StatTile value="98,6%" label="Giải quyết đúng hạn" tone="success" trend={better} />
      <StatTile value={3} label="Sắp đến hạn" href="#w" tone="warning" />
      <StatTile value={1} label="Quá hạn" href="#l" tone="danger" trend={worse} />
    </StatGrid>
  );
}

function Charts() {
  return (
    <>
      <Grid columns={2}>
        <Card>
          <BarChart label="Hồ sơ theo lĩnh vực" bars={lists.bars} />
        </Card>
        <Card>
          <ColumnChart label="Tiếp nhận theo tháng" columns={lists.months} />
        </Card>
      </Grid>
      <Card>
        <StackedBar label="Kết quả giải quyết" parts={lists.parts} />
        <Progress label="Nhập dữ liệu thủ tục" value={3274} max={5774} />
      </Card>
      <Card>
        <FlowChart label="Bốn ô nối nhau, một lối quay lại" nodes={lists.flow.nodes} edges={lists.flow.edges} />
      </Card>
    </>
  );
}

const exports = [
  { href: "#csv", label: "CSV" },
  { href: "#xlsx", label: "Excel" },
];

const isPressing = (row: SampleRow): boolean => row.tone === "danger" || row.tone === "warning";

function Tables() {
  return (
    <Section title="Danh sách hồ sơ" id="tables" actions={<ExportLinks links={exports} />}>
      <Tabs label="Nhóm hồ sơ" items={lists.tabs} />
      <Table
        caption="Hồ sơ đang giữ"
        captionHidden
        rows={sampleRows}
        rowKey={(row) => row.code}
        rowTone={(row) => (isPressing(row) ? row.tone : undefined)}
        columns={[
          { key: "code", header: "Mã hồ sơ", rowHeader: true, nowrap: true, cell: (row) => <CodeLink code={row.code} /> },
          { key: "name", header: "Người nộp", cell: (row) => row.name },
          { key: "procedure", header: "Thủ tục", cell: (row) => row.procedure },
          { key: "due", header: "Hạn trả", nowrap: true, sort: { href: "#s", direction: "asc" }, cell: (row) => row.due },
          { key: "state", header: "Tình trạng", sort: { href: "#s" }, cell: (row) => <Tag tone={row.tone}>{row.state}</Tag> },
        ]}
      />
      <Pagination previousHref="#p" nextHref="#n" from={51} to={100} about={8127} />
      <OfficialTable />
      <Table caption="Không có hồ sơ" rows={[]} columns={[]} />
    </Section>
  );
}

function CodeLink({ code }: { code: string }) {
  return (
    <a class="code" href="#d">
      {code}
    </a>
  );
}

const counts = ["total", "online", "direct", "before", "early", "onTime", "late", "open"] as const;
const format = (value: number): string => value.toLocaleString("vi-VN");

/** A head of several levels, as official forms have it, and a row of totals. */
function OfficialTable() {
  const totals = counts.map((key) => [key, format(sampleReport.reduce((sum, row) => sum + row[key], 0))]);
  return (
    <Table
      caption="Tình hình tiếp nhận và giải quyết"
      stack={false}
      bordered
      dense
      rows={sampleReport}
      head={lists.officialHead}
      columns={[
        { key: "field", header: "Lĩnh vực", rowHeader: true, cell: (row) => row.field },
        ...counts.map((key) => ({
          key,
          header: key,
          align: "end" as const,
          cell: (row: (typeof sampleReport)[number]) => <a href="#cell">{format(row[key])}</a>,
        })),
      ]}
      totals={Object.fromEntries(totals)}
    />
  );
}
