interface Car { model: string }
const car: Car = { model: "golf" };
const url = "https://example.com/models";
mongoose.model("User", schema);
