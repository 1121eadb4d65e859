from sklearn.linear_model import LogisticRegression

model = LogisticRegression()
model_name = "baseline"
fit(model=model, name="run")
