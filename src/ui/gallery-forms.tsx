import {
  ActionBar,
  Button,
  Checkbox,
  CheckboxGroup,
  ComboboxField,
  DateField,
  Fieldset,
  FileField,
  FilterBar,
  Form,
  FormRow,
  LinkButton,
  NumberField,
  RadioGroup,
  ScanField,
  SearchField,
  Section,
  SelectField,
  TextArea,
  TextField,
} from "./ui.tsx";

const channels = [
  { value: "counter", label: "Trực tiếp tại quầy" },
  { value: "online", label: "Trực tuyến", hint: "Qua cổng dịch vụ công" },
  {
    value: "post",
    label: "Bưu chính công ích",
    children: <TextField name="parcel" label="Mã bưu gửi" width="m" />,
  },
];

const fields = [
  { value: "civil", label: "Hộ tịch", group: "Tư pháp" },
  { value: "certify", label: "Chứng thực", group: "Tư pháp" },
  { value: "land", label: "Đất đai", group: "Nông nghiệp và Môi trường" },
];

/** Every field, with and without hint, error, value. */
export function Forms() {
  return (
    <>
      <Section title="Biểu mẫu" id="forms">
        <Form action="#" csrf="token" formKey="key" hidden={{ step: "1" }}>
          <ScanField
            name="card"
            label="Quét thẻ căn cước"
            fill={{ idNumber: "idNumber", fullName: "fullName", bornOn: "bornOn", sex: "sex", address: "address" }}
          />
          <Person />
          <Dossier />
          <ActionBar>
            <Button icon="check">Tiếp nhận</Button>
            <Button variant="secondary">Lưu nháp</Button>
            <Button variant="danger" confirm="Từ chối tiếp nhận hồ sơ này?">
              Từ chối
            </Button>
            <LinkButton href="#" variant="quiet">
              Thôi
            </LinkButton>
            <Button disabled>Không bấm được</Button>
          </ActionBar>
        </Form>
      </Section>
      <Section title="Bộ lọc" id="filters">
        <FilterBar
          action="#"
          resetHref="#"
          hidden={{ sort: "due" }}
          active={[
            { label: "Lĩnh vực: Hộ tịch", removeHref: "#1" },
            { label: "Quá hạn", removeHref: "#2" },
          ]}
        >
          <SearchField name="q" label="Mã hoặc họ tên" />
          <SelectField name="field" label="Lĩnh vực" options={fields} emptyLabel="Tất cả" value="civil" />
          <DateField name="from" label="Từ ngày" hint="" value="01/11/2026" />
          <DateField name="to" label="Đến ngày" hint="" />
        </FilterBar>
      </Section>
    </>
  );
}

function Person() {
  return (
    <Fieldset legend="Người nộp hồ sơ" hint="Đúng như trên giấy tờ tuỳ thân.">
      <TextField name="fullName" label="Họ và tên" required autocomplete="name" value={'<script>alert("x")</script>'} />
      <FormRow>
        <TextField name="idNumber" label="Số căn cước" inputMode="numeric" maxLength={12} hint="12 chữ số" value="001190000018" />
        <DateField name="bornOn" label="Ngày sinh" required value="31/02/1990" autocomplete="bday" />
      </FormRow>
      <RadioGroup
        name="sex"
        label="Giới tính"
        inline
        value="f"
        options={[
          { value: "m", label: "Nam" },
          { value: "f", label: "Nữ" },
        ]}
      />
      <TextField name="phone" label="Điện thoại" type="tel" autocomplete="tel" width="m" />
      <TextArea name="address" label="Nơi cư trú" rows={2} value="Tổ 5, phường Hồng Hà" />
      <TextField name="fixed" label="Mã định danh cơ quan" value="000.00.05.H55" readOnly width="m" />
    </Fieldset>
  );
}

function Dossier() {
  return (
    <Fieldset legend="Hồ sơ">
      <ComboboxField
        name="procedure"
        label="Thủ tục"
        src="/dev/suggestions"
        valueName="procedureId"
        hint="Gõ vài chữ, không cần dấu."
      />
      <SelectField name="area" label="Lĩnh vực" options={fields} emptyLabel="Chọn lĩnh vực" width="m" />
      <RadioGroup name="channel" label="Hình thức nộp" required options={channels} />
      <CheckboxGroup
        name="papers"
        label="Giấy tờ đã nhận"
        hint="Đánh dấu từng loại."
        values={["birth"]}
        options={[
          { value: "birth", label: "Giấy chứng sinh", hint: "1 bản chính" },
          { value: "form", label: "Tờ khai đăng ký khai sinh" },
          { value: "none", label: "Không nhận được", disabled: true },
        ]}
      />
      <FormRow>
        <NumberField name="copies" label="Số bản sao" suffix="bản" value="2" width="xs" />
        <NumberField name="fee" label="Lệ phí" suffix="đồng" value="16.000" />
      </FormRow>
      <FileField name="files" label="Tệp đính kèm" accept=".pdf,.jpg" multiple />
      <Checkbox name="agree" label="Đã đối chiếu với bản chính" hint="Ghi lại tên và giờ của người đối chiếu." />
    </Fieldset>
  );
}
