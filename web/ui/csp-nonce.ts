/** The nonce that the server gave this page for its styles; the browser hides the attribute but not the property. */
export const cspNonce: string = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''
