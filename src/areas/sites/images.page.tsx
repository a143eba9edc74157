import { Button, Card, EmptyState, FileField, Form, Grid, PageHeader, Section, Stack, TextField } from "#ui/ui.tsx";
import type { FormsProps } from "./article-form.page.tsx";
import { EditorTabs } from "./articles.page.tsx";
import { imageHref } from "./site-links.ts";
import type { Site, SiteImage } from "./site.ts";
import { text } from "./texts.ts";

export interface ImagesProps extends FormsProps {
  readonly site: Site;
  readonly images: readonly SiteImage[];
}

/** The pictures of a site, each with the words by which a text names it. */
export function ImagesPage({ locale, site, images, csrf, newKey }: ImagesProps) {
  return (
    <Stack>
      <PageHeader title={text(locale, "tab.images")} lead={text(locale, "images.lead")} />
      <EditorTabs locale={locale} current="/anh" />
      <Section title={text(locale, "images.add")}>
        <Form action="/trang-tin/anh" csrf={csrf} formKey={newKey()} files scope="add">
          <TextField
            name="alt"
            label={text(locale, "images.alt")}
            hint={text(locale, "images.alt_hint")}
            maxLength={300}
            required
          />
          <FileField
            name="image"
            label={text(locale, "images.file")}
            hint={text(locale, "images.file_hint")}
            accept=".jpg,.jpeg,.png"
            required
          />
          <Button>{text(locale, "images.add")}</Button>
        </Form>
      </Section>
      {images.length === 0 && <EmptyState title={text(locale, "images.none")} />}
      <Grid columns={3}>
        {images.map((image) => (
          <Card key={image.id}>
            <img src={imageHref(site, image)} alt={image.alt} width={image.width} height={image.height} loading="lazy" />
            <p class="small">{image.alt}</p>
            <p class="code">{`![](anh:${image.id})`}</p>
          </Card>
        ))}
      </Grid>
    </Stack>
  );
}
