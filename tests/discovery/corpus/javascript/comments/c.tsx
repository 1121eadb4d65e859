// const m = openai("qwen-max"); model: "qwen/qwen3-32b"
export const Page = () => <select name="model"><option value="a">Model A</option></select>;
