import { VirtdeckPage } from '../../shell/VirtdeckPage';
import { Catalog } from './Catalog';

/** The guided way to a new virtual machine. */
export const CatalogPage = () => (
  <VirtdeckPage>
    <Catalog />
  </VirtdeckPage>
);

export default CatalogPage;
