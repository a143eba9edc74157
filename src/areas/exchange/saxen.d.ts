/** The part of saxen that is used here; the package ships no types. */
declare module "saxen" {
  type Decode = (text: string) => string;
  export class Parser {
    on(name: "openTag", listener: (element: string, attributes: () => Record<string, string>) => void): this;
    on(name: "closeTag", listener: (element: string) => void): this;
    on(name: "text", listener: (value: string, decode: Decode) => void): this;
    on(name: "cdata" | "attention", listener: (value: string) => void): this;
    on(name: "error" | "warn", listener: (problem: Error) => void): this;
    ns(prefixes: Readonly<Record<string, string>>): this;
    parse(xml: string): void;
    stop(): void;
  }
}
