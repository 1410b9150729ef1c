import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const limits = (file, fn) => ({
  'max-lines': ['error', { max: file, skipBlankLines: true, skipComments: true }],
  'max-lines-per-function': ['error', { max: fn, skipBlankLines: true, skipComments: true }],
});

export default tseslint.config(
  { ignores: ['dist/', 'build/', 'node_modules/', '.data/', 'test-results/', 'playwright-report/', '**/generated/'] },
  ...tseslint.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      ...limits(300, 80),
      'max-params': ['error', 5],
      eqeqeq: 'error',
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportAllDeclaration', message: 'No barrels: import from the file that defines it.' },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      // Leaving a member out of a copy is done by naming it.
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  {
    files: ['**/*.tsx'],
    plugins: { 'react-hooks': reactHooks },
    rules: { ...limits(300, 120), 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: ['src/k8s/**', 'src/consoles/**', 'src/transfers/**', '**/*.test.{ts,tsx}'],
    rules: {
      'no-restricted-globals': [
        'error',
        { name: 'fetch', message: 'The cluster is reached through src/k8s.' },
        { name: 'WebSocket', message: 'Sockets live in src/k8s, src/consoles and src/transfers.' },
      ],
    },
  },
  { files: ['**/*.test.{ts,tsx}', 'integration-tests/**'], rules: limits(500, 400) },
);
