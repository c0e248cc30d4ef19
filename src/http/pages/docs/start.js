// Starts Swagger UI with this server's OpenAPI document. It is a separate file because the page forbids inline scripts.
window.SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#docs",
  deepLinking: true,
  validatorUrl: null,
  persistAuthorization: false,
});
