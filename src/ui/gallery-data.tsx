import {
  BarChart,
  Card,
  Cluster,
  ColumnChart,
  Columns,
  DescriptionList,
  Details,
  EmptyState,
  ExportLinks,
  Grid,
  KeyHints,
  LinkButton,
  Notice,
  Pagination,
  Progress,
  QrImage,
  Section,
  StackedBar,
  Stack,
  StatGrid,
  StatTile,
  Steps,
  Strip,
  type StripDay,
  Table,
  Tabs,
  Tag,
  Timeline,
  type Tone,
} from "./ui.tsx";

type Row = { code: string; name: string; procedure: string; due: string; state: string; tone: Tone };

const rows: readonly Row[] = [
  {
    code: "H55.242-261120-0001",
    name: "Trần Văn Nghĩa",
    procedure: "Đăng ký khai sinh",
    due: "20/11/2026",
    state: "Quá hạn 1 ngày",
    tone: "danger",
  },
  {
    code: "H55.242-261120-0002",
    name: "Lò Thị Mỷ",
    procedure: "Cấp giấy xác nhận tình trạng hôn nhân",
    due: "23/11/2026",
    state: "Đến hạn hôm nay",
    tone: "warning",
  },
  {
    code: "H55.242-261119-0014",
    name: "Nguyễn Đặng Quỳnh Như",
    procedure: "Chứng thực bản sao từ bản chính",
    due: "27/11/2026",
    state: "Đang giải quyết",
    tone: "info",
  },
  {
    code: "H55.242-261118-0009",
    name: "Phạm Hữu Đức",
    procedure: "Đăng ký thường trú",
    due: "25/11/2026",
    state: "Đã có kết quả",
    tone: "success",
  },
  {
    code: "H55.242-261117-0003",
    name: "Võ Thị Bích Phượng",
    procedure: "Trợ giúp xã hội thường xuyên",
    due: "—",
    state: "Chờ bổ sung",
    tone: "neutral",
  },
];

const days: readonly StripDay[] = [
  { weekday: "Thứ Năm", date: "27/08", state: "start", reason: "Ngày nhận, không tính" },
  { weekday: "Thứ Sáu", date: "28/08", state: "counted", number: 1 },
  { weekday: "Thứ Bảy", date: "29/08", state: "skipped", reason: "Nghỉ hằng tuần" },
  { weekday: "Chủ nhật", date: "30/08", state: "skipped", reason: "Nghỉ hằng tuần" },
  { weekday: "Thứ Hai", date: "31/08", state: "paused", reason: "Chờ bổ sung" },
  { weekday: "Thứ Ba", date: "01/09", state: "skipped", reason: "Nghỉ Quốc khánh" },
  { weekday: "Thứ Tư", date: "02/09", state: "skipped", reason: "Nghỉ Quốc khánh" },
  { weekday: "Thứ Năm", date: "03/09", state: "counted", number: 2 },
  { weekday: "Thứ Sáu", date: "04/09", state: "due", number: 3 },
  { weekday: "Thứ Hai", date: "07/09", state: "late", reason: "Trễ 1 ngày" },
];

function StateTag({ row }: { row: Row }) {
  return <Tag tone={row.tone}>{row.state}</Tag>;
}

/** Tables, tiles, charts. */
export function Data() {
  return (
    <>
      <Section title="Số liệu" id="stats">
        <StatGrid>
          <StatTile value={8127} label="Tiếp nhận trong kỳ" href="#r" hint="01/01 – 20/11/2026" />
          <StatTile
            value="98,6%"
            label="Giải quyết đúng hạn"
            tone="success"
            trend={{ direction: "up", text: "1,2 điểm so với tháng trước", good: true }}
          />
          <StatTile value={3} label="Sắp đến hạn" href="#w" tone="warning" />
          <StatTile
            value={1}
            label="Quá hạn"
            href="#l"
            tone="danger"
            trend={{ direction: "up", text: "1 so với hôm qua", good: false }}
          />
        </StatGrid>
        <Grid columns={2}>
          <Card>
            <BarChart
              label="Hồ sơ theo lĩnh vực"
              bars={[
                { label: "Hộ tịch", value: 3120, href: "#1" },
                { label: "Chứng thực", value: 2894, href: "#2" },
                { label: "Đất đai", value: 640, tone: "warning" },
                { label: "Bảo trợ xã hội", value: 212, tone: "danger" },
                { label: "Chưa có", value: 0 },
              ]}
            />
          </Card>
          <Card>
            <ColumnChart
              label="Tiếp nhận theo tháng"
              columns={[612, 488, 840, 777, 903, 654, 700, 812, 598, 930].map((value, index) => ({
                label: `T${index + 1}`,
                value,
              }))}
            />
          </Card>
        </Grid>
        <Card>
          <StackedBar
            label="Kết quả giải quyết"
            parts={[
              { label: "Trước hạn", value: 6126, tone: "success", href: "#s" },
              { label: "Đúng hạn", value: 1772, tone: "info" },
              { label: "Đang giải quyết", value: 229, tone: "neutral" },
            ]}
          />
          <Progress label="Nhập dữ liệu thủ tục" value={3274} max={5774} />
        </Card>
      </Section>
      <Tables />
    </>
  );
}

function Tables() {
  return (
    <Section
      title="Danh sách hồ sơ"
      id="tables"
      actions={
        <ExportLinks
          links={[
            { href: "#csv", label: "CSV" },
            { href: "#xlsx", label: "Excel" },
          ]}
        />
      }
    >
      <Tabs
        label="Nhóm hồ sơ"
        items={[
          { href: "#t1", label: "Việc của tôi", current: true, badge: 12 },
          { href: "#t2", label: "Sắp đến hạn", badge: 3 },
          { href: "#t3", label: "Quá hạn", badge: 1, badgeTone: "danger" },
          { href: "#t4", label: "Đã trả" },
        ]}
      />
      <Table
        caption="Hồ sơ đang giữ"
        captionHidden
        rows={rows}
        rowKey={(row) => row.code}
        rowTone={(row) => (row.tone === "danger" || row.tone === "warning" ? row.tone : undefined)}
        columns={[
          {
            key: "code",
            header: "Mã hồ sơ",
            rowHeader: true,
            nowrap: true,
            cell: (row) => (
              <a class="code" href="#d">
                {row.code}
              </a>
            ),
          },
          { key: "name", header: "Người nộp", cell: (row) => row.name },
          { key: "procedure", header: "Thủ tục", cell: (row) => row.procedure },
          { key: "due", header: "Hạn trả", nowrap: true, sort: { href: "#s", direction: "asc" }, cell: (row) => row.due },
          { key: "state", header: "Tình trạng", sort: { href: "#s" }, cell: (row) => <StateTag row={row} /> },
        ]}
      />
      <Pagination previousHref="#p" nextHref="#n" from={51} to={100} about={8127} />
      <OfficialTable />
      <Table caption="Không có hồ sơ" rows={[]} columns={[]} />
    </Section>
  );
}

const report = [
  { field: "Hộ tịch", total: 3120, online: 2400, direct: 700, before: 20, early: 3000, onTime: 90, late: 10, open: 20 },
  { field: "Chứng thực", total: 2894, online: 120, direct: 2774, before: 0, early: 2894, onTime: 0, late: 0, open: 0 },
];

function OfficialTable() {
  const counts = ["total", "online", "direct", "before", "early", "onTime", "late", "open"] as const;
  return (
    <Table
      caption="Tình hình tiếp nhận và giải quyết (biểu nhiều tầng tiêu đề)"
      stack={false}
      bordered
      dense
      rows={report}
      head={[
        [
          { text: "Lĩnh vực", rowSpan: 2 },
          { text: "Tiếp nhận", colSpan: 4 },
          { text: "Đã giải quyết", colSpan: 3 },
          { text: "Đang giải quyết", rowSpan: 2 },
        ],
        ["Tổng", "Trực tuyến", "Trực tiếp", "Kỳ trước", "Trước hạn", "Đúng hạn", "Quá hạn"].map((text) => ({ text })),
      ]}
      columns={[
        { key: "field", header: "Lĩnh vực", rowHeader: true, cell: (row) => row.field },
        ...counts.map((key) => ({
          key,
          header: key,
          align: "end" as const,
          cell: (row: (typeof report)[number]) => <a href="#cell">{row[key].toLocaleString("vi-VN")}</a>,
        })),
      ]}
      totals={Object.fromEntries(
        counts.map((key) => [key, report.reduce((sum, row) => sum + row[key], 0).toLocaleString("vi-VN")]),
      )}
    />
  );
}

/** Notices, timeline, cards, steps. */
export function Shapes() {
  return (
    <>
      <Section title="Diễn biến và thời hạn" id="case">
        <Steps
          items={[
            { label: "Tiếp nhận", state: "done", detail: "20/11, 8:12" },
            { label: "Thẩm định", state: "done", detail: "20/11, 9:40" },
            { label: "Trình ký", state: "current", detail: "Lãnh đạo đang giữ" },
            { label: "Trả kết quả", state: "todo" },
          ]}
        />
        <Columns aside={<CaseAside />} asideLabel="Thông tin hồ sơ">
          <Card title="Diễn biến">
            <Timeline
              events={[
                {
                  time: "20/11/2026 09:40",
                  title: "Trình lãnh đạo ký",
                  who: "Lê Minh Tuấn, chuyên viên Tư pháp – Hộ tịch",
                  tone: "info",
                  current: true,
                },
                {
                  time: "20/11/2026 08:30",
                  title: "Yêu cầu bổ sung",
                  who: "Lê Minh Tuấn",
                  detail: "Thiếu giấy chứng sinh bản chính.",
                  tone: "warning",
                },
                {
                  time: "20/11/2026 08:12",
                  dateTime: "2026-11-20T08:12:00+07:00",
                  title: "Tiếp nhận tại quầy",
                  who: "Nguyễn Thị Hương, Bộ phận Một cửa",
                  tone: "success",
                },
              ]}
            />
          </Card>
          <Card title="Cách tính hạn trả">
            <Strip label="Từng ngày từ ngày nhận đến hạn trả" days={days} />
          </Card>
        </Columns>
      </Section>
      <Section title="Thông báo" id="notices">
        <Notice>Hồ sơ trực tuyến được xem trong ngày làm việc.</Notice>
        <Notice tone="success" title="Đã trả kết quả">
          Người nhận đã ký tên.
        </Notice>
        <Notice tone="warning" title="Số liệu chưa đối chiếu">
          Bảng ngày nghỉ năm 2027 chưa có văn bản công bố.
        </Notice>
        <Notice tone="danger" title="Không lưu được">
          Có người khác vừa chuyển hồ sơ này. Xem lại diễn biến rồi thao tác tiếp.
        </Notice>
        <Cluster>
          <Tag>Mới</Tag>
          <Tag tone="info">Đang giải quyết</Tag>
          <Tag tone="success" icon="check">
            Đã trả
          </Tag>
          <Tag tone="warning" icon="clock">
            Sắp đến hạn
          </Tag>
          <Tag tone="danger" icon="warning">
            Quá hạn
          </Tag>
        </Cluster>
        <EmptyState
          title="Chưa có hồ sơ nào"
          action={
            <LinkButton href="#" icon="plus">
              Tiếp nhận hồ sơ đầu tiên
            </LinkButton>
          }
        >
          Hồ sơ xuất hiện ở đây ngay khi được tiếp nhận.
        </EmptyState>
        <Details summary="Xem căn cứ pháp lý">Điều 147 Bộ luật Dân sự: ngày đầu tiên của thời hạn không được tính.</Details>
        <KeyHints
          hints={[
            { keys: "g h", label: "Hồ sơ của tôi" },
            { keys: "?", label: "Danh sách phím tắt" },
          ]}
        />
      </Section>
    </>
  );
}

function CaseAside() {
  return (
    <Stack>
      <Card title="Thông tin">
        <DescriptionList
          items={[
            { term: "Người nộp", detail: "Trần Văn Nghĩa", action: { href: "#", label: "Sửa" } },
            { term: "Hạn trả", detail: <strong>25/11/2026</strong> },
            { term: "Đang giữ", detail: "Phạm Quốc Khánh, Phó Chủ tịch" },
            { term: "Lệ phí", detail: undefined },
          ]}
        />
      </Card>
      <Card tone="warning" title="Việc tiếp theo" footer="Theo quy trình ban hành ngày 01/07/2025">
        Ký duyệt hoặc trả lại, trước 17:00 hôm nay.
      </Card>
      <QrImage src="/assets/mark.svg" alt="Mã QR của hồ sơ" caption="Quét để xem diễn biến" size="s" />
    </Stack>
  );
}
