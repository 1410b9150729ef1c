export const OverviewPage = () => null;

export default OverviewPage;
