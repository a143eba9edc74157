/** A sentence for whoever runs the product, in the two languages that it speaks. */
export interface Bilingual {
  readonly vi: string;
  readonly en: string;
}
