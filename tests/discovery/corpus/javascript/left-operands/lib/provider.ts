export const far = {
  id: "far",
  modelField: "FAR_MODEL",
  modelDefault: "glm-4.5-flash",
  recommendedModels: ["glm-4.6", "glm-4.5-flash"],
};
