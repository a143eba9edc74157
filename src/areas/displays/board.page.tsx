import { assetVersion } from "#platform/http/assets.ts";
import { formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { COUNTERS_A_PAGE, hallPicture, type Hall } from "#queue";
import { BoardLayout } from "#ui/ui.tsx";
import type { Board } from "./get-board.ts";
import type { DeviceKind } from "./displays.ts";
import { text } from "./texts.ts";

export interface BoardProps {
  readonly locale: Locale;
  readonly kind: DeviceKind;
  readonly board: Board;
  readonly address: string;
  readonly now: Date;
}

const REFRESH_SECONDS = 30;

/** A screen of the hall, the gate or the assembly hall. */
export function BoardPage(props: BoardProps) {
  const { locale, kind, board, address, now } = props;
  const voice = kind === "queue" ? `${address}/loi-goi` : undefined;
  return (
    <BoardLayout
      locale={locale}
      title={text(locale, `kind.${kind}`)}
      assetVersion={assetVersion}
      refreshSeconds={REFRESH_SECONDS}
      unmuteLabel={voice === undefined ? undefined : text(locale, "board.unmute")}
    >
      <div
        class="stack"
        data-live={`${address}/truc-tiep`}
        data-stale={text(locale, "board.stale")}
        data-voice={voice}
        data-live-reload={kind === "queue" ? undefined : ""}
      >
        <div class="board-head">
          <h1>{board.hall.point.name}</h1>
          <p data-as-of={text(locale, "board.as_of", { time: "…" })}>
            {text(locale, "board.as_of", { time: formatInstant(now) })}
          </p>
        </div>
        {kind === "queue" ? <QueueBoard locale={locale} hall={board.hall} now={now} /> : <NoticeBoard {...props} />}
      </div>
    </BoardLayout>
  );
}

function QueueBoard({ locale, hall, now }: { locale: Locale; hall: Hall; now: Date }) {
  const { rows } = hallPicture(hall, locale, now);
  return (
    <>
      <p class="board-said" data-said="" role="status">
        {rows["calls"]?.length === 0 ? text(locale, "board.none") : ""}
      </p>
      <div class="board-split">
        <Rows
          name="calls"
          class="board-calls"
          heads={[text(locale, "board.number"), text(locale, "board.counter"), text(locale, "board.at")]}
          rows={rows["calls"] ?? []}
          caption={text(locale, "board.calls")}
        />
        <Rows
          name="counters"
          heads={["counter", "service", "last", "next", "state"].map((key) => text(locale, `board.${key}` as "board.last"))}
          rows={rows["counters"] ?? []}
          caption={text(locale, "board.counters")}
          pages={{ words: text(locale, "board.page", { page: "{page}", pages: "{pages}" }), now }}
        />
      </div>
    </>
  );
}

type RowsProps = {
  name: string;
  caption: string;
  heads: readonly string[];
  rows: readonly (readonly string[])[];
  class?: string;
  /** More rows than fit are shown in turn: the words that say which of how many pages this is. */
  pages?: { readonly words: string; readonly now: Date };
};

/** Which rows a board shows now, pages of equal length; motcua-board.js turns them faster where scripts run. */
function pageOf(count: number, now: Date) {
  const pages = Math.max(1, Math.ceil(count / COUNTERS_A_PAGE));
  const page = Math.floor(now.getTime() / (REFRESH_SECONDS * 1000)) % pages;
  return { pages, page, size: Math.ceil(count / pages) };
}

function Rows({ name, caption, heads, rows, class: className, pages: paged }: RowsProps) {
  const { pages, page, size } = paged === undefined ? { pages: 1, page: 0, size: rows.length } : pageOf(rows.length, paged.now);
  const shown = pages === 1 ? "" : paged?.words.replace("{page}", String(page + 1)).replace("{pages}", String(pages));
  return (
    <table class={className}>
      <caption>
        <h2>
          {caption} {paged !== undefined && <span data-page={paged.words}>{shown}</span>}
        </h2>
      </caption>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody data-rows={name} data-page-rows={paged === undefined ? undefined : COUNTERS_A_PAGE}>
        {rows.map((cells, index) => (
          <BoardRow key={cells[0]} cells={cells} hidden={Math.floor(index / size) !== page} />
        ))}
      </tbody>
      <template>
        <BoardRow cells={heads.map(() => "")} />
      </template>
    </table>
  );
}

function BoardRow({ cells, hidden }: { cells: readonly string[]; hidden?: boolean }) {
  return (
    <tr hidden={hidden}>
      {cells.map((cell, index) =>
        index === 0 ? (
          <th key={index} scope="row" data-cell="">
            {cell}
          </th>
        ) : (
          <td key={index} data-cell="">
            {cell}
          </td>
        ),
      )}
    </tr>
  );
}

function NoticeBoard({ locale, board }: BoardProps) {
  const { figures, notices, officers } = board;
  const agenda = notices.filter(({ starts }) => starts !== null);
  return (
    <>
      {figures !== undefined && (
        <section>
          <h2>{text(locale, "gate.month")}</h2>
          <dl class="board-figures">
            <div>
              <dt>{text(locale, "gate.early")}</dt>
              <dd>{figures.resolvedEarly}</dd>
            </div>
            <div>
              <dt>{text(locale, "gate.on_time")}</dt>
              <dd>{figures.resolvedOnTime}</dd>
            </div>
            <div>
              <dt>{text(locale, "gate.late")}</dt>
              <dd>{figures.resolvedLate}</dd>
            </div>
          </dl>
          <p>
            {officers.length === 0 ? text(locale, "gate.nobody") : text(locale, "gate.officers", { names: officers.join(", ") })}
          </p>
        </section>
      )}
      {notices.length === 0 && <p>{text(locale, "notice.none")}</p>}
      {agenda.length > 0 && (
        <section>
          <h2>{text(locale, "board.agenda")}</h2>
          <dl class="board-agenda">
            {agenda.map((item) => (
              <div key={item.id}>
                <dt>{item.starts}</dt>
                <dd>
                  {item.title}
                  {item.body !== "" && <p>{item.body}</p>}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      {notices
        .filter(({ starts }) => starts === null)
        .map((notice) => (
          <article key={notice.id} class="board-notice">
            <h2>{notice.title}</h2>
            <p>{notice.body}</p>
          </article>
        ))}
    </>
  );
}
