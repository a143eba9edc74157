import { sampleDays, sampleEvents } from "./gallery-samples.ts";
import {
  Card,
  Cluster,
  Columns,
  DescriptionList,
  Details,
  Drawer,
  EmptyState,
  KeyHints,
  LinkButton,
  Notice,
  PageImage,
  QrImage,
  Section,
  Stack,
  type Step,
  Steps,
  Strip,
  Tag,
  Timeline,
} from "./ui.tsx";

const steps: readonly Step[] = [
  { label: "Tiếp nhận", state: "done", detail: "20/11, 8:12" },
  { label: "Thẩm định", state: "done", detail: "20/11, 9:40" },
  { label: "Trình ký", state: "current", detail: "Lãnh đạo đang giữ" },
  { label: "Trả kết quả", state: "todo" },
];

const keys = [
  { keys: "g h", label: "Hồ sơ của tôi" },
  { keys: "?", label: "Danh sách phím tắt" },
];

/** Steps, timeline, days, notices and the smaller pieces. */
export function Shapes() {
  return (
    <>
      <Section title="Diễn biến và thời hạn" id="case">
        <Steps items={steps} />
        <Columns aside={<CaseAside />} asideLabel="Thông tin hồ sơ">
          <Card title="Diễn biến">
            <Timeline events={sampleEvents} />
          </Card>
          <Card title="Cách tính hạn trả">
            <Strip label="Từng ngày từ ngày nhận đến hạn trả" days={sampleDays} />
          </Card>
        </Columns>
      </Section>
      <Notices />
    </>
  );
}

function Notices() {
  return (
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
      <Tags />
      <EmptyState title="Chưa có hồ sơ nào" action={<FirstLink />}>
        Hồ sơ xuất hiện ở đây ngay khi được tiếp nhận.
      </EmptyState>
      <Drawer id="muc-mau" title="Quá trình giải quyết" brief="20/11/2026 · Đã tiếp nhận">
        <p>Mục gấp lại của một trang dài; địa chỉ có #muc-mau mở mục này, bản in mở mọi mục.</p>
      </Drawer>
      <Details summary="Xem căn cứ pháp lý">Điều 147 Bộ luật Dân sự: ngày đầu tiên của thời hạn không được tính.</Details>
      <KeyHints hints={keys} />
    </Section>
  );
}

function Tags() {
  return (
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
  );
}

function FirstLink() {
  return (
    <LinkButton href="#" icon="plus">
      Tiếp nhận hồ sơ đầu tiên
    </LinkButton>
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
      <PageImage src="/assets/mark.svg" alt="Trang 1 của giấy khai sinh" />
      <QrImage src="/assets/mark.svg" alt="Mã QR của hồ sơ" caption="Quét để xem diễn biến" size="s" />
    </Stack>
  );
}
