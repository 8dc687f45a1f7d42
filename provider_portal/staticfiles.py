from whitenoise.storage import CompressedManifestStaticFilesStorage


class ModuleStorage(CompressedManifestStaticFilesStorage):
    """Static files under hashed names, the imports inside JavaScript modules rewritten with them."""

    support_js_module_import_aggregation = True
    # A pass settles one more level of imports; Django's five are for style sheets.
    max_post_process_passes = 50
