import openai  # noqa: F401

from shop.models import Car


def save(request):
    return Car.objects.create(model=request.POST["model"], maker=request.user.maker)


def answer(client, settings, text):
    return client.chat.completions.create(model=settings.llm, messages=[text])
