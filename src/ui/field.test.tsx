import type { VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { describe, expect, it } from "vitest";
import { fieldId } from "./field.tsx";
import {
  Checkbox,
  CheckboxGroup,
  ComboboxField,
  DateField,
  ErrorSummary,
  FileField,
  Form,
  NumberField,
  RadioGroup,
  ScanField,
  SelectField,
  TextArea,
  TextField,
} from "./ui.tsx";

const html = (node: VNode): string => renderToString(node);
const options = [
  { value: "a", label: "Một" },
  { value: "b", label: "Hai", hint: "Gợi ý" },
];

describe("a field", () => {
  it("ties its label, hint and error to the control", () => {
    const out = html(<TextField name="fullName" label="Họ và tên" hint="Như trên giấy tờ" error="Nhập họ và tên" required />);
    expect(out).toContain('<label class="label" for="f-fullName">');
    expect(out).toContain('id="f-fullName"');
    expect(out).toContain('aria-describedby="f-fullName-hint f-fullName-error"');
    expect(out).toContain('id="f-fullName-hint"');
    expect(out).toContain('id="f-fullName-error"');
    expect(out).toContain('aria-invalid="true"');
    expect(out).toContain("(bắt buộc)");
  });

  it("has neither description nor error when there is none", () => {
    const out = html(<TextField name="note" label="Ghi chú" />);
    expect(out).not.toContain("aria-describedby");
    expect(out).not.toContain("aria-invalid");
    expect(out).not.toContain("bắt buộc");
  });

  it("shows the error that its form reports under its name, unless it has one of its own", () => {
    const errors = [{ field: "bornOn", message: "Ngày này không có trong lịch" }];
    const out = html(
      <Form action="/x" errors={errors}>
        <DateField name="bornOn" label="Ngày sinh" value="31/02/1990" />
        <TextField name="other" label="Khác" />
      </Form>,
    );
    expect(out.match(/Ngày này không có trong lịch/g)).toHaveLength(1);
    expect(out).toContain('aria-describedby="f-bornOn-hint f-bornOn-error"');
    expect(out).toContain('value="31/02/1990"');
  });

  it("escapes what people typed", () => {
    const attack = '"><script>alert(1)</script>';
    expect(html(<TextField name="a" label="A" value={attack} />)).not.toContain("<script>");
    expect(html(<TextArea name="a" label={attack} value={attack} />)).not.toContain("<script>");
  });

  it("never sends a password back to the page", () => {
    expect(html(<TextField name="password" label="Mật khẩu" type="password" value="bí mật" />)).not.toContain("bí mật");
  });

  it("makes ids that a link can point to from any name", () => {
    expect(fieldId("papers[0].count")).toBe("f-papers-0-count");
  });
});

describe("kinds of fields", () => {
  it("marks the chosen option of a select and only that", () => {
    const out = html(<SelectField name="s" label="S" options={options} value="b" emptyLabel="Chọn" />);
    expect(out).toContain('<option value="b" selected>Hai</option>');
    expect(out.match(/ selected/g)).toHaveLength(1);
  });

  it("groups radio buttons under a legend and lets the summary land on the first", () => {
    const out = html(<RadioGroup name="channel" label="Hình thức nộp" options={options} value="b" error="Chọn hình thức" />);
    expect(out).toMatch(/<fieldset class="field field-bad" aria-describedby="f-channel-error"><legend/);
    expect(out).toContain('id="f-channel" name="channel" value="a"');
    expect(out).toContain('id="f-channel-2" name="channel" value="b" checked');
  });

  it("keeps every ticked box of a group", () => {
    const out = html(<CheckboxGroup name="papers" label="Giấy tờ" options={options} values={["a", "b"]} />);
    expect(out.match(/ checked/g)).toHaveLength(2);
    expect(out).toContain('aria-describedby="f-papers-2-note"');
  });

  it("asks for the digits' keyboard for dates and numbers", () => {
    expect(html(<DateField name="d" label="Ngày" />)).toContain('inputmode="numeric"');
    expect(html(<NumberField name="n" label="Số" decimal />)).toContain('inputmode="decimal"');
  });

  it("labels a single box and a file field", () => {
    expect(html(<Checkbox name="agree" label="Đồng ý" />)).toContain('for="f-agree"');
    expect(html(<FileField name="files" label="Tệp" multiple />)).toMatch(/type="file"[^>]* multiple/);
  });

  it("works without scripts: typeahead and card reader are plain text inputs inside", () => {
    const combo = html(
      <ComboboxField name="procedure" label="Thủ tục" src="/p" valueName="procedureId" valueId="7" value="Khai sinh" />,
    );
    expect(combo).toContain('type="text" value="Khai sinh"');
    expect(combo).toContain('<input type="hidden" name="procedureId" value="7"');
    const scan = html(<ScanField name="card" label="Thẻ" fill={{ idNumber: "ownerId" }} />);
    expect(scan).toContain('data-fill="{&quot;idNumber&quot;:&quot;ownerId&quot;}"');
  });
});

describe("a form", () => {
  it("carries its guards and lets the server alone judge", () => {
    const out = html(
      <Form action="/dossiers" csrf="t" formKey="k" hidden={{ step: "2", none: undefined }}>
        <span />
      </Form>,
    );
    expect(out).toContain('method="post"');
    expect(out).toContain(" novalidate");
    expect(out).toContain('<input type="hidden" name="_csrf" value="t"');
    expect(out).toContain('<input type="hidden" name="_key" value="k"');
    expect(out).toContain('<input type="hidden" name="step" value="2"');
    expect(out).not.toContain('name="none"');
  });
});

describe("the error summary", () => {
  const errors = [
    { field: "fullName", message: "Nhập họ và tên" },
    { field: "", message: "Hồ sơ vừa được người khác chuyển" },
  ];

  it("is an alert that can take the focus and links to each field", () => {
    const out = html(<ErrorSummary errors={errors} />);
    expect(out).toContain('role="alert"');
    expect(out).toContain('tabindex="-1"');
    expect(out).toContain('<a href="#f-fullName">Nhập họ và tên</a>');
    expect(out).not.toContain('href="#f-"');
  });

  it("makes a single refusal of the whole form its heading", () => {
    const out = html(<ErrorSummary errors={[{ field: "", message: "Sai mật khẩu" }]} />);
    expect(out).toMatch(/<h2[^>]*>Sai mật khẩu<\/h2>/);
    expect(out).not.toContain("<li>");
  });

  it("is nothing when nothing is wrong", () => {
    expect(html(<ErrorSummary errors={[]} />)).toBe("");
  });
});
