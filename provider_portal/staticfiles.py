from django.contrib.staticfiles.storage import HashedFilesMixin
from whitenoise.storage import CompressedManifestStaticFilesStorage

# Django looks for statements in any case and inside words, and would take `import { BrokenExport } from` for an export.
FILES, PATTERNS = HashedFilesMixin._js_module_import_aggregation_patterns
STATEMENTS = tuple((rf"(?<![\w$])(?-i:{pattern})", template) for pattern, template in PATTERNS)


class ModuleStorage(CompressedManifestStaticFilesStorage):
    """Static files under hashed names, the imports inside JavaScript modules rewritten with them."""

    support_js_module_import_aggregation = True
    _js_module_import_aggregation_patterns = (FILES, STATEMENTS)
    # A pass settles one more level of imports; Django's five are for style sheets.
    max_post_process_passes = 50
