/** Said with each clock of an unsigned profile. */
export const NO_ADVICE = "No participant signed this profile. Reading a statute is not legal advice.";
