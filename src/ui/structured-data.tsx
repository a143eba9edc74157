/**
 * Facts of the page for search engines (schema.org). A data block is no script: no browser runs it, and the content
 * security policy, which allows no inline script, does not concern it.
 */
export function StructuredData({ data }: { data: Readonly<Record<string, unknown>> }) {
  // The one sign that could end the block stands as an escape of JSON.
  const json = JSON.stringify(data).replaceAll("<", "\\u003c");
  // oxlint-disable-next-line react/no-danger -- the text of such a block is not decoded, so it must not be encoded
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: json }} />;
}
