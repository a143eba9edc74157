import { createHmac } from "node:crypto";

export interface BankOptions {
  readonly productUrl: string;
  /** The key that an account's office and bank share; undefined for an account that this bank does not have. */
  readonly keyOf: (bin: string, account: string) => Promise<string | undefined>;
}

interface Transfer {
  readonly transactionId: string;
  readonly bankBin: string;
  readonly accountNo: string;
  readonly amount: number;
  readonly content: string;
  readonly paidAt: string;
}

export interface BankAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

const MOST_KEPT = 2_000;
const escape = (value: string): string =>
  value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
const vietnamDay = (at: Date): string => new Date(at.getTime() + 7 * 3_600_000).toISOString().slice(0, 10);

const html = (status: number, title: string, content: string): BankAnswer => ({
  status,
  type: "text/html; charset=utf-8",
  body: `<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(title)}</title>
<style>body{font:16px/1.5 sans-serif;max-width:36rem;margin:1rem auto;padding:0 1rem}label{display:block;margin:.75rem 0 .25rem}input{font:inherit;padding:.5rem;width:100%;box-sizing:border-box}button{font:inherit;padding:.6rem 1rem;margin:.75rem .5rem 0 0}strong.peer{display:block;padding:.75rem;border:2px solid #b45309}</style></head>
<body><strong class="peer">Ngân hàng thử trên máy này – không có tiền thật. / A stand-in bank on this machine – no real money.</strong><h1>${escape(title)}</h1>${content}</body></html>`,
});

const field = (name: string, label: string, value: string): string =>
  `<label for="${name}">${label}</label><input id="${name}" name="${name}" value="${escape(value)}">`;

function payForm(query: URLSearchParams): BankAnswer {
  const given = (name: string): string => query.get(name) ?? "";
  const button = (way: string, label: string): string => `<button name="way" value="${way}">${label}</button>`;
  return html(
    200,
    "Chuyển khoản / Transfer",
    `<form method="post" action="/bank/pay"><input type="hidden" name="bin" value="${escape(given("bin"))}"><input type="hidden" name="account" value="${escape(given("account"))}">
<p>${escape(given("bin"))} · ${escape(given("account"))}</p>${field("amount", "Số tiền (đồng) / Amount", given("amount"))}${field("content", "Nội dung / Words", given("content"))}
${button("once", "Chuyển / Pay")}${button("twice", "Chuyển, báo hai lần / Pay, confirm twice")}${button("late", "Chuyển, chưa báo / Pay, confirm later")}</form>`,
  );
}

function paidPage({ transactionId, amount }: Transfer, said: readonly string[]): BankAnswer {
  const answers = said.map((one) => `<pre>${escape(one.slice(0, 300))}</pre>`).join("");
  return html(
    200,
    "Đã chuyển / Paid",
    `<p>${transactionId}: ${amount.toLocaleString("vi-VN")} đ</p>${answers}<form method="post" action="/bank/confirm"><input type="hidden" name="id" value="${transactionId}"><button>Báo lại cho đơn vị / Confirm again</button></form><p>Quay lại trang theo dõi hồ sơ: trang tự cho biết đã nộp. / Go back to the tracking page: it says by itself that it was paid.</p>`,
  );
}

/** HMAC-SHA256 over the fields in the order of their names, as the page for the bank describes it. */
const sign = (key: string, data: Transfer): string => {
  const text = Object.entries(data)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
  return createHmac("sha256", key).update(text).digest("hex");
};

/**
 * A stand-in for a bank, or a payment platform before it: takes a transfer from whoever opens its link, tells the product at once,
 * twice or not at all, and answers with the signed statement of a day. It keeps what it took in memory and moves no money.
 */
export function createLocalBank({ productUrl, keyOf }: BankOptions) {
  const transfers: Transfer[] = [];

  async function tell(transfer: Transfer, key: string): Promise<string> {
    const sent = await fetch(`${productUrl}/api/v1/payments/confirmations`, {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": transfer.transactionId },
      body: JSON.stringify({ data: transfer, signature: sign(key, transfer) }),
    }).catch((error: unknown) => error);
    return sent instanceof Response ? `${sent.status} ${await sent.text()}` : String(sent);
  }

  async function pay(form: URLSearchParams): Promise<BankAnswer> {
    const [bankBin, accountNo, content] = [form.get("bin") ?? "", form.get("account") ?? "", form.get("content") ?? ""];
    const amount = Number((form.get("amount") ?? "").replaceAll(/[.\s]/g, ""));
    const key = await keyOf(bankBin, accountNo);
    if (key === undefined || !Number.isSafeInteger(amount) || amount < 1 || content.length > 500)
      return html(
        422,
        "Không chuyển được / Not possible",
        "<p>Tài khoản hoặc số tiền không đúng. / Wrong account or amount.</p>",
      );
    const transactionId = `LB${Date.now()}${transfers.length}`;
    const transfer = { transactionId, bankBin, accountNo, amount, content, paidAt: new Date().toISOString() };
    transfers.push(transfer);
    transfers.splice(0, transfers.length - MOST_KEPT);
    const times = { once: 1, twice: 2, late: 0 }[form.get("way") ?? "once"] ?? 1;
    const said: string[] = [];
    for (let nth = 0; nth < times; nth += 1) said.push(await tell(transfer, key));
    return paidPage(transfer, said);
  }

  async function confirm(form: URLSearchParams): Promise<BankAnswer> {
    const transfer = transfers.find(({ transactionId }) => transactionId === form.get("id"));
    const key = transfer === undefined ? undefined : await keyOf(transfer.bankBin, transfer.accountNo);
    if (transfer === undefined || key === undefined) return html(404, "Không có giao dịch / No transfer", "");
    return html(200, "Đã báo / Confirmed", `<pre>${escape((await tell(transfer, key)).slice(0, 300))}</pre>`);
  }

  async function statement(query: URLSearchParams): Promise<BankAnswer> {
    const [bin, account, day] = [query.get("bin") ?? "", query.get("account") ?? "", query.get("day") ?? ""];
    const key = await keyOf(bin, account);
    if (key === undefined) return { status: 404, type: "application/json", body: "{}" };
    const quoted = (value: string): string => `"${value.replaceAll('"', '""')}"`;
    const rows = transfers
      .filter((one) => one.bankBin === bin && one.accountNo === account && vietnamDay(new Date(one.paidAt)) === day)
      .map((one) => [one.transactionId, String(one.amount), quoted(one.content), one.paidAt].join(","));
    const data = ["transaction_id,amount_vnd,content,paid_at", ...rows, ""].join("\n");
    const signature = createHmac("sha256", key).update(data).digest("hex");
    return { status: 200, type: "application/json; charset=utf-8", body: JSON.stringify({ data, signature }) };
  }

  return {
    /** Undefined where the path is none of the bank's. */
    answer: async (method: string, url: URL, body: string): Promise<BankAnswer | undefined> => {
      if (method === "GET" && url.pathname === "/bank/pay") return payForm(url.searchParams);
      if (method === "GET" && url.pathname === "/bank/statement") return statement(url.searchParams);
      if (method === "POST" && url.pathname === "/bank/pay") return pay(new URLSearchParams(body));
      if (method === "POST" && url.pathname === "/bank/confirm") return confirm(new URLSearchParams(body));
      return undefined;
    },
  };
}
