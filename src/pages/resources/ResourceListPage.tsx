export const ResourceListPage = () => null;

export default ResourceListPage;
