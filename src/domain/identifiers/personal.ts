/** A number that is somebody's own: none of the bureau's, and not to be kept. */
export type PersonalNumber = 'telephone' | 'identity-no';

const telephone = /^(?:(?:86)?1[3-9]\d{9}|0\d{2,3}\d{7,8}|[468]00\d{7})$/;
const mobile = /^1[3-9]\d{9}$/;
/** 公民身份号码 (GB 11643-1999): region 6, birthday 8, serial 3, check character. One that was mistyped is somebody's as well. */
const identityNo = /^[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[0-9X]$/;

/**
 * @param value in one piece, in capitals
 * @returns whose kind of number it has the shape of; null when it can be anything else
 * @example personalNumber('11010519491231002X') // 'identity-no'
 */
export function personalNumber(value: string): PersonalNumber | null {
  if (isIdentityNo(value)) return 'identity-no';
  return telephone.test(value) ? 'telephone' : null;
}

/** Whether it is surely somebody's own, whatever was asked for: an identity number, or a mobile telephone. */
export function isSurelyPersonal(value: string): boolean {
  return isIdentityNo(value) || mobile.test(value);
}

function isIdentityNo(value: string): boolean {
  return value.length === 18 && identityNo.test(value);
}
