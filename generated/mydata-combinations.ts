// Written by scripts/generate.ts from spec/mydata/.

type Combinations = Readonly<Record<string, Readonly<Record<string, string>>>>

/**
 * By type of invoice and category: the types that go with it, each as its place in `incomeClassificationTypes`, two digits to the
 * base of 36. `?` before them: the type may be left out. `!`: only one source says so. After `~` stand types that are disputed.
 */
export const incomeCombinations: Combinations = {
  '1.1': { category1_1: '06070c', category1_2: '06070c', category1_3: '06070c0e', category1_4: '0o', category1_5: '070c0d0e0f0g0h0i0j0k', category1_7: '0s0u0v', category1_8: '06070c0d0e0f0g0h0i0j0k0o0s0u0v~0m0n', category1_9: '06070c0d0e0f0g0h0i0j0k0o0s0u0v~0m0n', category1_95: '?0m0n' },
  '1.2': { category1_1: '0a0c', category1_2: '0a0c', category1_3: '0a0c', category1_4: '0q', category1_5: '0a0c0d0k', category1_7: '0u', category1_8: '0a0c0d0k0q0u', category1_9: '0a0c0d0k0q0u', category1_95: '' },
  '1.3': { category1_1: '0b0c', category1_2: '0b0c', category1_3: '0b0c', category1_4: '0r', category1_5: '0b0c0d0k', category1_7: '0v', category1_8: '0b0c0d0k0r0v', category1_9: '0b0c0d0k0r0v', category1_95: '' },
  '1.4': { category1_7: '0s0u0v', category1_95: '' },
  '1.5': { category1_1: '06070c', category1_2: '06070c', category1_3: '060c', category1_4: '0o0q0r', category1_8: '06070c0o0q0r', category1_9: '06070c0o0q0r' },
  '2.1': { category1_3: '06070c0e', category1_5: '0c0d0e0f0g0h0i0j0k', category1_8: '06070c0d0e0f0g0h0i0j0k', category1_9: '06070c0d0e0f0g0h0i0j0k', category1_95: '' },
  '2.2': { category1_3: '0a0c0e', category1_5: '0a0c0d0k', category1_8: '0a0c0d0e0k', category1_9: '0a0c0d0e0k', category1_95: '' },
  '2.3': { category1_3: '0b0c0e', category1_5: '0b0c0d0k', category1_8: '0b0c0d0e0k', category1_9: '0b0c0d0e0k', category1_95: '' },
  '3.2': { category1_1: '06070c', category1_2: '06070c', category1_3: '060c0e', category1_4: '0o', category1_5: '0c0d0e0f0g0h0i0j0k', category1_8: '06070c0d0e0f0g0h0i0j0k0o~0m0n', category1_9: '06070c0d0e0f0g0h0i0j0k0o~0m0n', category1_95: '?0m0n' },
  '5.2': { category1_1: '06070a0b0c', category1_2: '06070a0b0c', category1_3: '06070a0b0c0e', category1_4: '0o0q0r', category1_5: '070a0b0c0d0e0f0g0h0i0j0k', category1_7: '0s0u0v', category1_8: '06070a0b0c0d0e0f0g0h0i0j0k0o0q0r0s0u0v~0m0n', category1_9: '06070a0b0c0d0e0f0g0h0i0j0k0o0q0r0s0u0v~0m0n', category1_95: '~0m0n' },
  '6.1': { category1_6: '0l', category1_95: '' },
  '6.2': { category1_6: '0l', category1_95: '' },
  '7.1': { category1_1: '06070c', category1_2: '06070c', category1_3: '060c', category1_4: '0o', category1_5: '0c0d0e0k', category1_8: '06070c0d0e0k0o', category1_9: '06070c0d0e0k0o', category1_95: '' },
  '8.1': { category1_3: '06', category1_5: '0d', category1_8: '060d', category1_9: '060d', category1_95: '' },
  '8.2': { category1_95: '' },
  '8.4': { category1_95: '!' },
  '8.5': { category1_95: '!' },
  '8.6': { category1_95: '!' },
  '9.1': { category3: '!' },
  '9.2': { category3: '!' },
  '9.3': { category3: '!' },
  '10.1': { category3: '!' },
  '10.2': { category3: '!' },
  '11.1': { category1_1: '08090a0b0c', category1_2: '08090a0b0c', category1_3: '08090a0b0c0e', category1_4: '0p0q0r0c', category1_5: '0c0d0e0k', category1_6: '!0l', category1_7: '0t0u0v', category1_8: '08090a0b0c0d0e0l0k0p0q0r0t0u0v', category1_9: '08090a0b0c0d0e0l0k0p0q0r0t0u0v', category1_95: '' },
  '11.2': { category1_3: '080a0b0c0e', category1_5: '0c0d0e0k', category1_6: '!0l', category1_8: '080a0b0c0d0e0l0k', category1_9: '080a0b0c0d0e0l0k', category1_95: '' },
  '11.3': { category1_1: '060708090a0b0c', category1_2: '060708090a0b0c', category1_3: '060708090a0b0c0e', category1_4: '0o0p0q0r0c', category1_5: '0c0d0e0f0g0h0i0j0k07', category1_6: '!0l', category1_7: '0s0t0u0v', category1_8: '060708090a0b0c0o0p0q0r0d0e0f0g0h0i0j0k0l0s0t0u0v', category1_9: '060708090a0b0c0o0p0q0r0d0e0f0g0h0i0j0k0l0s0t0u0v', category1_95: '' },
  '11.4': { category1_1: '060708090a0b0c', category1_2: '060708090a0b0c', category1_3: '060708090a0b0c0e', category1_4: '0o0p0q0r0c', category1_5: '0c0d0e0f0g0h0i0j0k07', category1_6: '!0l', category1_7: '0s0t0u0v', category1_8: '060708090a0b0c0o0p0q0r0d0e0f0g0h0i0j0k0l0s0t0u0v', category1_9: '060708090a0b0c0o0p0q0r0d0e0f0g0h0i0j0k0l0s0t0u0v', category1_95: '' },
  '11.5': { category1_7: '0t0u0v', category1_95: '' },
  '17.3': { category1_8: '~060708090a0b0c0d0e0f0g0h0i0j0k0l0m0n0o0p0q0r0s0t0u0v', category1_9: '~060708090a0b0c0d0e0f0g0h0i0j0k0l0m0n0o0p0q0r0s0t0u0v', category1_10: '060708090a0b0c0d0e0f0g0h0i0j0k0l0m0n0o0p0q0r0s0t0u0v', category1_95: '' },
  '17.4': { category1_10: '', category1_95: '' },
}

/** The same for expenses, by places in `expenseClassificationTypes`. */
export const expenseCombinations: Combinations = {
  '1.1': { category2_1: '0103060r0v', category2_2: '090d0i0m', category2_3: '13141617181a1b1d1e1f1g1h1i1k0z', category2_4: '13141617181a1b1d1e1f1g1h1i1k0z1o1s01030405090b0c0i0k0l0r0t0u', category2_5: '13141617181a1b1d1e1f1g1h1i1k0z1o1s01030405090b0c0i0k0l0r0t0u', category2_7: '1o1s', category2_10: '0103060r0v090d0i0m13141617181a1b1d1e1f1g1h1i1k0z1o1s04050b0c0k0l0t0u', category2_11: '0103060r0v090d0i0m13141617181a1b1d1e1f1g1h1i1k0z1o1s04050b0c0k0l0t0u', category2_95: '' },
  '1.4': { category2_1: '0103060r0v', category2_2: '090d0i0m', category2_4: '1417181i01030405090b0c0i0k0l0r0t0u0z', category2_5: '1417181i1o1s01030405090b0c0i0k0l0r0t0u0z', category2_7: '1o1s', category2_10: '0103060r0v090d0i0m1417181i04050b0c0k0l0t0u0z1o1s', category2_11: '0103060r0v090d0i0m1417181i04050b0c0k0l0t0u0z1o1s' },
  '1.5': { category2_3: '1b', category2_4: '1b', category2_5: '1b', category2_9: '', category2_10: '1b', category2_11: '1b' },
  '2.1': { category2_1: '0103060r0v', category2_2: '090d0i0m', category2_3: '13141617181a1b1d1e1f1g1h1i1k0z', category2_4: '13141617181a1b1d1e1f1g1h1i1k0z01030405090b0c0i0k0l0r0t0u', category2_5: '13141617181a1b1d1e1f1g1h1i1k0z01030405090b0c0i0k0l0r0t0u1o1s', category2_7: '1o1q1r1s1u1v', category2_10: '0103060r0v090d0i0m13141617181a1b1d1e1f1g1h1i1k0z04050b0c0k0l0t0u1o1q1r1s1u1v', category2_11: '0103060r0v090d0i0m13141617181a1b1d1e1f1g1h1i1k0z04050b0c0k0l0t0u1o1q1r1s1u1v', category2_95: '' },
  '3.1': { category2_1: '0203060s0v', category2_2: '0a0d0j0m', category2_3: '161b1i', category2_5: '161i~1k', category2_7: '1p1t', category2_10: '0203060s0v0a0d0j0m161b1i1p1t~1k', category2_11: '0203060s0v0a0d0j0m161b1i1p1t~1k', category2_95: '' },
  '3.2': { category2_1: '0103060r0v', category2_2: '090d0i0m', category2_3: '13141617181a1b1d1e1f1g1h1i1k0z', category2_5: '13141617181a1b1d1e1f1g1h1i1k0z1o1s01030405090b0c0i0k0l0r0t0u', category2_7: '1o1s', category2_10: '0103060r0v090d0i0m13141617181a1b1d1e1f1g1h1i1k0z1o1s04050b0c0k0l0t0u', category2_11: '0103060r0v090d0i0m13141617181a1b1d1e1f1g1h1i1k0z1o1s04050b0c0k0l0t0u', category2_95: '' },
  '5.2': { category2_1: '010203060r0s0v', category2_2: '090a0d0i0j0m', category2_3: '13141617181a1b1d1e1f1g1h1i1k0z', category2_4: '13141617181a1b1d1e1f1g1h1i1k0z01030405090b0c0i0k0l0r0t0u', category2_5: '13141617181a1b1d1e1f1g1h1i1k0z1o1s01030405090b0c0i0k0l0r0t0u', category2_7: '1o1p1q1r1s1t1u1v', category2_9: '', category2_10: '010203060r0s0v090a0d0i0j0m13141617181a1b1d1e1f1g1h1i1k0z04050b0c0k0l0t0u1o1s1p1q1r1t1u1v', category2_11: '010203060r0s0v090a0d0i0j0m13141617181a1b1d1e1f1g1h1i1k0z04050b0c0k0l0t0u1o1s1p1q1r1t1u1v', category2_95: '' },
  '7.1': { category2_1: '0103060r0v', category2_2: '090d0i0m', category2_3: '13141617181a1b1d1e1f1g1h1i1k', category2_4: '13141617181a1b1d1e1f1g1h1i1k1o1s04050b0c0k0l0t0u', category2_5: '13141617181a1b1d1e1f1g1h1i1k1o1s04050b0c0k0l0t0u', category2_7: '1o1s', category2_10: '0103060r0v090d0i0m13141617181a1b1d1e1f1g1h1i1k1o1s04050b0c0k0l0t0u', category2_11: '0103060r0v090d0i0m13141617181a1b1d1e1f1g1h1i1k1o1s04050b0c0k0l0t0u', category2_95: '' },
  '8.1': { category2_4: '1g1i', category2_5: '1g1i', category2_10: '1g1i', category2_11: '1g1i', category2_95: '' },
  '8.2': { category2_5: '17181i', category2_10: '17181i', category2_11: '17181i', category2_95: '' },
  '13.1': { category2_1: '010203060r0s0v', category2_2: '090a0d0i0j0m', category2_3: '13141617181a1b1d1e1f1g1h1i1k0z', category2_4: '13141617181a1b1d1e1f1g1h1i1k0z1o1p1s1t0102030405090b0c0i0k0l0r0t0u', category2_5: '13141617181a1b1d1e1f1g1h1i1k0z1o1p1s1t0102030405090b0c0i0k0l0r0t0u', category2_7: '1o1p1s1t', category2_10: '010203060r0s0v090a0d0i0j0m13141617181a1b1d1e1f1g1h1i1k0z1o1p1s1t04050b0c0k0l0t0u', category2_11: '010203060r0s0v090a0d0i0j0m13141617181a1b1d1e1f1g1h1i1k0z1o1p1s1t04050b0c0k0l0t0u', category2_95: '' },
  '13.2': { category2_3: '17181b1d1e1f1h1i1k0z', category2_4: '17181b1d1e1f1h1i1k0z1p1t0204050b0c0k0l0t0u', category2_5: '17181b1d1e1f1h1i1k0z1p1t0204050b0c0k0l0t0u', category2_10: '17181b1d1e1f1h1i1k0z1p1t0204050b0c0k0l0t0u', category2_11: '17181b1d1e1f1h1i1k0z1p1t0204050b0c0k0l0t0u', category2_95: '' },
  '13.3': { category2_3: '1i', category2_5: '1i', category2_10: '1i', category2_11: '1i', category2_95: '' },
  '13.4': { category2_3: '1i', category2_5: '1i', category2_10: '1i', category2_11: '1i', category2_95: '' },
  '13.30': { category2_3: '1i1k', category2_5: '1i1k1m', category2_10: '1i1k1m', category2_11: '1i1k1m', category2_95: '' },
  '13.31': { category2_1: '010203060r0s0v', category2_2: '090a0d0i0j0m', category2_3: '13141617181a1b1d1e1f1g1h1i1k0z', category2_4: '13141617181a1b1d1e1f1g1h1i1k0z1o1p1s1t0102030405090b0c0i0k0l0r0t0u', category2_5: '13141617181a1b1d1e1f1g1h1i1k0z1o1p1s1t0102030405090b0c0i0k0l0r0t0u', category2_7: '1o1p1s1t', category2_10: '010203060r0s0v090a0d0i0j0m13141617181a1b1d1e1f1g1h1i1k0z1o1p1s1t04050b0c0k0l0t0u', category2_11: '010203060r0s0v090a0d0i0j0m13141617181a1b1d1e1f1g1h1i1k0z1o1p1s1t04050b0c0k0l0t0u', category2_95: '' },
  '14.1': { category2_1: '04060t0v', category2_2: '0b0d0k0m', category2_4: '14151i1q1u0z', category2_5: '14151i1q1u0z', category2_7: '1q1u', category2_10: '04060t0v0b0d0k0m14151i1q1u0z', category2_11: '04060t0v0b0d0k0m14151i1q1u0z', category2_95: '' },
  '14.2': { category2_1: '05060u0v', category2_2: '0c0d0l0m', category2_4: '14151i1r1v0z', category2_5: '14151i1r1v0z', category2_7: '1r1v', category2_10: '05060u0v0c0d0l0m14151i1r1v0z', category2_11: '05060u0v0c0d0l0m14151i1r1v0z', category2_95: '' },
  '14.3': { category2_3: '1314151617181c1h1i1k0z', category2_4: '1314151617181c1h1i1k0z04060b0d0k0m0t0v', category2_5: '1314151617181c1h1i1k0z1q1u04060b0d0k0m0t0v', category2_7: '1q1u', category2_10: '1314151617181c1h1i1k0z04060b0d0k0m0t0v1q1u', category2_11: '1314151617181c1h1i1k0z04060b0d0k0m0t0v1q1u', category2_95: '' },
  '14.4': { category2_3: '1314151617181c1h1i1k0z', category2_4: '1314151617181c1h1i1k0z05060c0d0l0m0u0v', category2_5: '1314151617181c1h1i1k0z1r1v05060c0d0l0m0u0v', category2_7: '1r1v', category2_10: '1314151617181c1h1i1k0z05060c0d0l0m0u0v1r1v', category2_11: '1314151617181c1h1i1k0z05060c0d0l0m0u0v1r1v', category2_95: '' },
  '14.5': { category2_5: '191m', category2_10: '191m', category2_11: '191m', category2_95: '' },
  '14.30': { category2_3: '1d1e1f1i1k', category2_4: '1d1e1f1i1k', category2_5: '1d1e1f1g1i1k', category2_10: '1d1e1f1g1i1k', category2_11: '1d1e1f1g1i1k', category2_95: '' },
  '14.31': { category2_1: '0405060t0u0v', category2_2: '0b0c0d0k0l0m', category2_3: '1314151617181c1d1e1f1h1i1k0z', category2_4: '1314151617181c1d1e1f1h1i1k0z0405060b0c0d0k0l0m0t0u0v1q1r1u1v', category2_5: '1314151617181c1d1e1f1h1i1k0z0405060b0c0d0k0l0m0t0u0v1q1r1u1v191g', category2_7: '1q1r1u1v', category2_10: '0405060t0u0v0b0c0d0k0l0m1314151617181c1d1e1f1h1i1k0z1q1r1u1v191g', category2_11: '0405060t0u0v0b0c0d0k0l0m1314151617181c1d1e1f1h1i1k0z1q1r1u1v191g', category2_95: '' },
  '15.1': { category2_1: '02060s0v', category2_2: '0a0d0j0m', category2_3: '161i', category2_5: '161i', category2_7: '1p1t', category2_10: '02060s0v0a0d0j0m161i1p1t', category2_11: '02060s0v0a0d0j0m161i1p1t', category2_95: '' },
  '16.1': { category2_5: '1g1i', category2_10: '1g1i', category2_11: '1g1i', category2_95: '' },
  '17.1': { category2_6: '0x0y0z', category2_95: '' },
  '17.2': { category2_8: '1l', category2_95: '' },
  '17.5': { category2_10: '~0001020304050622072808090a0b0c0d230e290f250g2b0h0i0j0k0l0m240n2a0o260p2c0q0r0s0t0u0v270w2d0x0y0z101112131415161718191a1b1c1d1e1f1g1h1i1k1l1m1n1o1p1q1r1s1t1u1v', category2_11: '~0001020304050622072808090a0b0c0d230e290f250g2b0h0i0j0k0l0m240n2a0o260p2c0q0r0s0t0u0v270w2d0x0y0z101112131415161718191a1b1c1d1e1f1g1h1i1k1l1m1n1o1p1q1r1s1t1u1v', category2_12: '010203040506090a0b0c0d0i0j0k0l0m0r0s0t0u0v0x0y0z131415161718191a1b1c1d1e1f1g1h1i1j1k1l1o1p1q1r1s1t1u1v1011121m1n22232425262728292a2b2c2d', category2_13: '00080h0f0o0q', category2_14: '070e0n0g0p0w', category2_95: '' },
  '17.6': { category2_12: '', category2_95: '' },
}
