import { describe, expect, test } from 'vitest';
import {
  inclusionPath,
  leafHash,
  RunningTree,
  rootByInclusion,
  treeRoot,
} from '../../../src/domain/proofs/merkle-tree.js';

/** The inputs and roots with which the implementations of Certificate Transparency are tested. */
const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const leaves = inputs.map((input) => leafHash(Buffer.from(input, 'hex')));

describe('a Merkle tree is as RFC 6962 has it', () => {
  test.each(roots.map((root, size) => [size, root]))('the root of the first %i inputs', (size, root) => {
    expect(treeRoot(leaves.slice(0, size as number)).toString('hex')).toBe(root);
  });

  test('the audit path of the first of eight, and of the last of three', () => {
    expect(inclusionPath(leaves, 0).map((hash) => hash.toString('hex'))).toEqual([
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ]);
    expect(inclusionPath(leaves.slice(0, 3), 2).map((hash) => hash.toString('hex'))).toEqual([roots[2]]);
  });

  test('every leaf of every tree up to 70 is proved, in its own place only', () => {
    const many = Array.from({ length: 70 }, (_, n) => leafHash(String(n)));
    for (let size = 1; size <= many.length; size++) {
      const tree = many.slice(0, size);
      const root = treeRoot(tree);
      for (let index = 0; index < size; index++) {
        const proof = { leaf: tree[index] as Buffer, index, size, path: inclusionPath(tree, index) };
        expect(rootByInclusion(proof)).toEqual(root);
        for (const wrong of [index - 1, index + 1])
          expect(rootByInclusion({ ...proof, index: wrong })).not.toEqual(root);
      }
    }
  });

  test('what is no proof leads to no root, or to another', () => {
    const proof = { leaf: leaves[3] as Buffer, index: 3, size: 8, path: inclusionPath(leaves, 3) };
    expect(rootByInclusion({ ...proof, path: proof.path.slice(1) })).toBeNull();
    expect(rootByInclusion({ ...proof, path: [...proof.path, ...proof.path] })).toBeNull();
    expect(rootByInclusion({ ...proof, index: 8 })).toBeNull();
    expect(rootByInclusion({ ...proof, index: 0.5 })).toBeNull();
    expect(rootByInclusion({ ...proof, leaf: leaves[4] as Buffer })?.toString('hex')).not.toBe(roots[8]);
    expect(() => inclusionPath(leaves, 8)).toThrow('no leaf 8 among 8');
  });

  test('a tree over the roots of whole pieces of a power of two is the tree over all their leaves', () => {
    const many = Array.from({ length: 45 }, (_, n) => leafHash(String(n)));
    const tops = new RunningTree();
    for (let at = 0; at < many.length; at += 8) tops.add(treeRoot(many.slice(at, at + 8)));
    expect(tops.root()).toEqual(treeRoot(many));
    expect(tops.size).toBe(6);
  });
});
