{{%AUTOESCAPE context="HTML"}}
bad={{SPARK_BAD}} fail={{SPARK_FAIL}} ok={{SPARK_OK}}
