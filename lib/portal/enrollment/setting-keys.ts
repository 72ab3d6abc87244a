export const domainsKey = 'enrollment.domains'
export const signInFormKey = 'enrollment.sign_in_form'
