/** How proxy.ts tells a page its own address; what a browser sends under this name is overwritten. */
export const requestedPathHeader = 'x-zelf-path'
