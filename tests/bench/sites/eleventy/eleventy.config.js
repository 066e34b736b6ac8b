module.exports = function (config) {
  config.addPassthroughCopy("content/style.css");
  return {
    dir: { input: "content", includes: "../_includes", data: "../_data" },
    // The Markdown holds no template tags: reading it for them would only cost time.
    markdownTemplateEngine: false,
  };
};
