import { resolve } from 'node:path';
import MiniCssExtractPlugin from 'mini-css-extract-plugin';
import TerserPlugin from 'terser-webpack-plugin';
import type { Configuration } from 'webpack';
import { IndexPage } from './bundle/index-page.ts';
import { shareScopePlugins } from './bundle/share-scope-plugins.ts';

const here = import.meta.dirname;
const production = process.env.NODE_ENV !== 'development';

/** The stand-alone host: one page, one script, the whole PatternFly stylesheet, and the modules it shares with plugins. */
const config: Configuration = {
  name: 'host',
  mode: production ? 'production' : 'development',
  context: here,
  entry: { host: './shell/main.tsx' },
  output: {
    path: resolve(here, '../build/host'),
    filename: 'static/[name]-[contenthash:12].js',
    chunkFilename: 'static/[name]-[contenthash:12].js',
    assetModuleFilename: 'static/assets/[name]-[contenthash:12][ext]',
    publicPath: '/',
    uniqueName: 'virtdeck-host',
    // The translations are written by another tool.
    clean: { keep: /^locales\// },
  },
  resolve: { extensions: ['.tsx', '.ts', '.js'] },
  module: {
    rules: [
      {
        test: /\.tsx?$/,
        exclude: /node_modules/,
        loader: 'swc-loader',
        options: {
          jsc: {
            parser: { syntax: 'typescript', tsx: true },
            transform: { react: { runtime: 'automatic' } },
            target: 'es2022',
          },
        },
      },
      // PatternFly's components import their own style sheets; the host already loads the whole of PatternFly at once.
      { test: /@patternfly[\\/]react-styles[\\/].*\.css$/, type: 'asset/source', sideEffects: false },
      {
        test: /\.css$/,
        exclude: /@patternfly[\\/]react-styles/,
        use: [
          MiniCssExtractPlugin.loader,
          {
            loader: 'css-loader',
            options: {
              modules: { auto: /\.module\.css$/, namedExport: false, localIdentName: 'host-[local]-[hash:base64:5]' },
            },
          },
        ],
      },
      { test: /\.(ttf|woff2?|svg|png|jpe?g)$/, type: 'asset/resource' },
    ],
  },
  plugins: [
    ...shareScopePlugins(resolve(here, '..')),
    new MiniCssExtractPlugin({ filename: 'static/[name]-[contenthash:12].css' }),
    new IndexPage(resolve(here, 'index.html')),
  ],
  optimization: {
    chunkIds: 'named',
    minimize: production,
    minimizer: [new TerserPlugin({ minify: TerserPlugin.swcMinify, extractComments: false })],
  },
  performance: false,
  devtool: production ? false : 'source-map',
  stats: 'errors-warnings',
};

export default config;
