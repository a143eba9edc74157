/** A citizen's card begins with the code of a province, a passport with letters; a telephone is nobody's card. */
const CARD_NUMBER = /^0\d{11}$|^[A-Z]{1,2}\d{6,8}$/i;

export const isCardNumber = (typed: string): boolean => CARD_NUMBER.test((typed.split("|")[0] ?? "").replace(/[\s.-]/g, ""));

/** The fourth digit says century and sex: even for men, odd for women, 0 and 1 for those born from 1900 on, 2 and 3 from 2000 on. */
const centuryOf = (digit: number): number => 19 + Math.floor(digit / 2);

/**
 * Whether a text is what the code on a citizen's card says when it is scanned (number, old number, name, born, sex, home, issued, by
 * bars), and its number fits its holder's year of birth and sex. The code is not signed: this tells a card from an invented number,
 * not from a forged card.
 */
export function isScannedCard(typed: string): boolean {
  const [number = "", , name = "", born = "", sex = "", home = "", issued = ""] = typed.split("|").map((part) => part.trim());
  const day = /^(\d{2})(\d{2})(\d{4})$/;
  const year = day.exec(born)?.[3] ?? "";
  if (!/^0\d{11}$/.test(number) || name === "" || home === "" || year === "" || !day.test(issued)) return false;
  const code = Number(number[3]);
  const isWoman = /^n[uữ]/i.test(sex.normalize("NFC"));
  return year === `${centuryOf(code)}${number.slice(4, 6)}` && isWoman === (code % 2 === 1);
}
