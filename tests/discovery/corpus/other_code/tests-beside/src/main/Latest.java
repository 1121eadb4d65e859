package shop;

class Latest {
    final String model = System.getenv().getOrDefault("SUMMARY_MODEL", "glm-4.6");
}
