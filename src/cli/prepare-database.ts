/** What an area or platform part does as the owner after each migration, beyond SQL files (such as job queues). */
export interface Preparation {
  readonly name: string;
  readonly load: () => Promise<{ readonly prepare: (ownerUrl: string) => Promise<void> }>;
}

const PREPARATIONS: readonly Preparation[] = [];

export async function prepareDatabase(ownerUrl: string): Promise<void> {
  for (const { load } of PREPARATIONS) {
    const { prepare } = await load();
    await prepare(ownerUrl);
  }
}
