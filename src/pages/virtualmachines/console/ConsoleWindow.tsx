export const ConsoleWindow = () => null;

export default ConsoleWindow;
