export const ResourceDetailsPage = () => null;

export default ResourceDetailsPage;
