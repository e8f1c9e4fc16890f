export declare const rooms: Readonly<Record<string, readonly string[]>>;
export declare const exceptions: readonly { readonly from: string; readonly to: string }[];
interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly lines: number;
}
export declare function sourceFiles(): readonly SourceFile[];
interface RoomSize {
  readonly room: string;
  readonly files: number;
  readonly lines: number;
  /** Of the whole source, from 0 to 1. */
  readonly share: number;
}
export declare function sizes(): readonly RoomSize[];
interface FunctionSize {
  readonly path: string;
  readonly line: number;
  readonly lines: number;
}
export declare function functions(): readonly FunctionSize[];
