def test_route():
    assert route(model="deepseek/deepseek-chat")
