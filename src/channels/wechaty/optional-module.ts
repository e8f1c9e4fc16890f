/**
 * Loads a package that may be missing. Its name is no literal here, and what is used of it is written down in our own files:
 * so the project compiles without the package, too.
 * @example const { WechatyBuilder } = await optionalModule<{ WechatyBuilder: Builder }>('wechaty');
 * @throws Error when it is not installed
 */
export async function optionalModule<T>(name: string): Promise<T> {
  return (await import(name)) as T;
}
