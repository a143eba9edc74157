import { Data } from "./gallery-data.tsx";
import { Forms } from "./gallery-forms.tsx";
import { Shapes } from "./gallery-shapes.tsx";
import { renderPage } from "./render.ts";
import {
  Breadcrumbs,
  Button,
  Card,
  Form,
  Layout,
  LinkButton,
  type Locale,
  type NavItem,
  PageHeader,
  PortalLayout,
  SearchField,
  SignInLayout,
  Tag,
  TextField,
} from "./ui.tsx";

const nav: readonly NavItem[] = [
  { href: "#a", label: "Bàn làm việc", icon: "home", current: true, key: "g b" },
  { href: "#b", label: "Hồ sơ của tôi", icon: "inbox", badge: 12, group: "Hồ sơ", key: "g h" },
  { href: "#c", label: "Sắp đến hạn", icon: "clock", badge: 3, badgeTone: "warning", group: "Hồ sơ" },
  { href: "#d", label: "Quá hạn", icon: "warning", badge: 1, badgeTone: "danger", group: "Hồ sơ" },
  { href: "#e", label: "Tất cả hồ sơ", icon: "folder", group: "Hồ sơ" },
  { href: "#f", label: "Thủ tục hành chính", icon: "list", group: "Tra cứu" },
  { href: "#g", label: "Báo cáo", icon: "chart", group: "Tra cứu" },
  { href: "#h", label: "Tổ chức bộ máy", icon: "building", group: "Quản trị" },
];

const user = {
  name: "Nguyễn Thị Hương",
  detail: "Công chức tiếp nhận, Bộ phận Một cửa",
  signOutHref: "/sign-out",
  csrf: "token",
  links: [{ href: "#me", label: "Tài khoản của tôi" }],
};

const unitName = "Uỷ ban nhân dân phường Hồng Hà";

export type GalleryOptions = { locale?: Locale | undefined; assetBase?: string | undefined; assetVersion?: string | undefined };

/** Every component in every state on one page of the staff's layout. */
export function renderGallery(options: GalleryOptions = {}): string {
  return renderPage(
    <Layout
      {...options}
      locale={options.locale ?? "vi"}
      title="Thư viện giao diện"
      nav={nav}
      user={user}
      unitName={unitName}
      languageHref="?lang=en"
      search={{ action: "#", name: "q", label: "Tìm mã hồ sơ, họ tên, CCCD" }}
      flash={{ tone: "success", text: "Đã tiếp nhận hồ sơ H55.242-261120-0001, hẹn trả ngày 25/11/2026." }}
      breadcrumbs={[{ label: "Trang chủ", href: "#" }, { label: "Phát triển", href: "#" }, { label: "Thư viện giao diện" }]}
      errors={[
        { field: "fullName", message: "Nhập họ và tên của người nộp hồ sơ" },
        { field: "bornOn", message: "Ngày sinh phải có dạng ngày/tháng/năm, ví dụ 05/09/2026" },
        { field: "channel", message: "Chọn hình thức nộp" },
      ]}
    >
      <PageHeader
        kicker="H55.242-261120-0001"
        title="Đăng ký khai sinh cho trẻ em dưới sáu tuổi"
        tags={
          <>
            <Tag tone="info">Đang giải quyết</Tag>
            <Tag tone="warning" icon="clock">
              Còn 1 ngày làm việc
            </Tag>
          </>
        }
        lead="Mỗi thành phần xuất hiện ở mọi trạng thái, để so với nhau và để thử trên điện thoại."
        actions={
          <>
            <LinkButton href="#print" icon="print">
              In giấy hẹn
            </LinkButton>
            <LinkButton href="#new" variant="primary" icon="plus" shortcut="n">
              Tiếp nhận hồ sơ
            </LinkButton>
          </>
        }
      />
      <Forms />
      <Shapes />
      <Data />
    </Layout>,
  );
}

/** The public's front page. */
export function renderPortalSample(options: GalleryOptions = {}): string {
  return renderPage(
    <PortalLayout
      {...options}
      locale={options.locale ?? "vi"}
      title="Tra cứu hồ sơ"
      unitName={unitName}
      languageHref="?lang=en"
      signInHref="#sign-in"
      nav={[
        { href: "#1", label: "Tra cứu hồ sơ", current: true },
        { href: "#2", label: "Thủ tục hành chính" },
        { href: "#3", label: "Góp ý, phản ánh" },
      ]}
      hero={
        <>
          <PageHeader
            title="Hồ sơ của ông/bà đang ở đâu?"
            lead="Nhập mã in trên giấy tiếp nhận và hẹn trả kết quả, hoặc quét mã QR trên giấy đó."
          />
          <Form action="#" method="get" label="Tra cứu">
            <SearchField name="code" label="Mã hồ sơ" hint="Ví dụ H55.242-261120-0001" required />
            <Button icon="search">Tra cứu</Button>
          </Form>
        </>
      }
      contact={
        <>
          Bộ phận Một cửa, số 12 phố Cây Đa
          <br />
          Thứ Hai đến thứ Sáu, 7 giờ 30 đến 17 giờ
        </>
      }
    >
      <h2>Thủ tục thường dùng</h2>
      <div class="grid">
        <Card title="Đăng ký khai sinh" href="#k" footer="Trả trong ngày · không thu lệ phí" level={3}>
          Cho trẻ em mới sinh, nộp tại nơi cư trú của cha hoặc mẹ.
        </Card>
        <Card title="Chứng thực bản sao" href="#s" footer="Trả trong ngày · 2.000 đồng một trang" level={3}>
          Từ bản chính giấy tờ do cơ quan có thẩm quyền cấp.
        </Card>
        <Card title="Xác nhận tình trạng hôn nhân" href="#h" footer="3 ngày làm việc" level={3}>
          Dùng để kết hôn hoặc cho mục đích khác.
        </Card>
      </div>
    </PortalLayout>,
  );
}

export function renderSignInSample(options: GalleryOptions = {}): string {
  return renderPage(
    <SignInLayout
      {...options}
      locale={options.locale ?? "vi"}
      title="Đăng nhập"
      unitName={unitName}
      languageHref="?lang=en"
      errors={[{ field: "", message: "Tên đăng nhập hoặc mật khẩu không đúng" }]}
      footer="Quên mật khẩu? Hỏi người quản trị của cơ quan."
    >
      <PageHeader title="Đăng nhập" />
      <Form action="#" csrf="token">
        <TextField name="login" label="Tên đăng nhập" autocomplete="username" required />
        <TextField name="password" label="Mật khẩu" type="password" autocomplete="current-password" required />
        <Button>Đăng nhập</Button>
      </Form>
      <Breadcrumbs items={[{ label: "Về trang công dân", href: "#" }]} />
    </SignInLayout>,
  );
}
