export const ResourceCreatePage = () => null;

export default ResourceCreatePage;
