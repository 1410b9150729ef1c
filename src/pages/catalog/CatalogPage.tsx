export const CatalogPage = () => null;

export default CatalogPage;
