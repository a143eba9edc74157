/** Addresses of results and books; the public check stands on the papers themselves and must not change. */
export const resultPath = {
  register: "/ket-qua",
  one: (id: number): string => `/ket-qua/${id}`,
  file: (id: number, version: number): string => `/ket-qua/${id}/ban/${version}/tep.pdf`,
  check: "/kiem-tra-van-ban",
  checkCode: (code: string): string => `/kiem-tra-van-ban/${code}`,
  verify: "/ket-qua/kiem-tra-chu-ky",
  copies: "/chung-thuc",
  books: "/chung-thuc/so",
  blanks: "/phoi",
} as const;
