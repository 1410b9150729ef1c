export const LandingPage = () => null;

export default LandingPage;
