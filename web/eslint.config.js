// What is refused in the browser's code, each with its reason.
import js from '@eslint/js'
import hooks from 'eslint-plugin-react-hooks'
import ts from 'typescript-eslint'

export default ts.config(
  { ignores: ['dist', 'node_modules', 'src/api/schema.d.ts', 'src/routeTree.gen.ts'] },
  js.configs.recommended,
  ...ts.configs.strict,
  {
    files: ['src/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': hooks },
    rules: {
      ...hooks.configs['recommended-latest'].rules,
      'max-lines': ['error', { max: 300 }],
      'no-console': 'error',
      'no-restricted-globals': [
        'error',
        { name: 'parseFloat', message: 'Money and rates stay decimal strings; format them with lib/format.' },
      ],
      'no-restricted-imports': [
        'error',
        {
          paths: [
            { name: 'antd', importNames: ['message', 'notification', 'Modal'], message: 'Use App.useApp(): theme and language reach it.' },
            { name: 'antd', importNames: ['Card', 'Statistic', 'Tag', 'Steps', 'Progress', 'Alert', 'Result'], message: 'The visual language has its own part for it; see ui/.' },
          ],
        },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['src/features/**/*.{ts,tsx}'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: ['@/routes/*'], message: 'Features do not know the routes; the routes know the features.' }] },
      ],
    },
  },
  { files: ['scripts/**/*.mjs'], languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } } },
)
