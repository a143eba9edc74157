import { Fragment } from "preact";

/** A SHA-256 in parts of eight, between which a narrow page may break it. */
export const Hash = ({ sha256 }: { readonly sha256: string }) => (
  <code>
    {(sha256.match(/.{1,8}/g) ?? []).map((part, index) => (
      <Fragment key={index}>
        {part}
        <wbr />
      </Fragment>
    ))}
  </code>
);
