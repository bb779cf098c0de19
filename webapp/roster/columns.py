"""Decide what the columns and cells of a roster mean: heading synonyms, employment words, phone numbers, names.

The synonyms are those seen in real rosters (design/FORMATS section 4).
"""

import re
import unicodedata
from decimal import Decimal, InvalidOperation

_SYNONYMS = {
    "full_name": ("姓名", "名字", "人员姓名", "职工姓名"),
    "staff_number": ("工号", "警号", "档案编号", "人员编号", "职工编号", "员工编号"),
    "department": (
        "科室", "部门", "归属科室", "所在机构", "内设机构", "所在科室", "所在部门", "科室名称", "部门名称", "处室",
    ),
    "upper_department": ("一级部门", "上级部门"),
    "lower_department": ("二级部门", "下级部门"),
    "job_title": ("职务", "职位", "职务名称"),
    "rank_level": ("职级", "职务级别", "职级名称"),
    "employment_type": (
        "编制", "编制类型", "编制性质", "身份类别", "人员类别", "人员身份", "人员性质", "用工形式",
    ),
    "phone": ("手机", "手机号", "手机号码", "联系电话", "电话", "联系方式", "移动电话"),
    "email": ("邮箱", "电子邮箱", "邮件", "电子邮件", "email", "e-mail"),
    "status": ("人员状态", "在岗状态", "在岗情况"),
}  # fmt: skip
_NOT_KEPT = (
    "政治面貌", "参加工作时间", "性别", "出生日期", "出生年月", "年龄", "身份证", "身份证号", "身份证号码", "公民身份号码",
    "证件号码", "证件号", "民族", "学历", "学位", "籍贯", "备注", "入职时间", "任职时间",
)  # fmt: skip
_NUMBERING = ("序号", "序", "编号", "no", "no.", "行号")
_MEANING = {word: name for name, words in _SYNONYMS.items() for word in words}
_TYPES = {
    "civil_servant": ("公务员", "行政编制", "行政编", "行政"),
    "civil_ref": ("参照公务员", "参公", "参公管理", "参照公务员法管理", "参公编制", "参公事业编制"),
    "institution": ("事业编制", "事业编", "事业", "事业单位工作人员", "事业单位人员", "事业人员"),
    "support_staff": ("工勤人员", "工勤编制", "工勤", "机关工勤", "后勤编制"),
    "contract": ("聘用人员", "编外聘用", "编外", "编外人员", "不占编", "合同制", "合同工", "聘用", "临聘"),
    "dispatched": ("劳务派遣", "派遣", "派遣人员"),
    "rehired": ("返聘", "退休返聘"),
    "borrowed": ("借入", "借用", "借调入", "跟班学习"),
}
_TYPE_OF = {word: code for code, words in _TYPES.items() for word in words}
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\x00-\x08\x0b\x0c\x0e-\x1f]")
_MOBILE = re.compile(r"1\d{10}")
_TOLD_DIGITS = 8
_IDENTITY = re.compile(r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)")
_STRUCTURE = re.compile(
    r"(合计|总计|小计|共计|总人数|备注|说明|注[:：]|填表|制表|审核|联系人|单位负责人|经办|填报|截至|以上共|共\s*\d+\s*人)"
)


def clean(text: str) -> str:
    """Return a cell's text without invisible characters and identity numbers, its blanks made single."""
    return re.sub(r"[\s\u3000]+", " ", _IDENTITY.sub("", _INVISIBLE.sub("", text))).strip()


def heading(text: str) -> str:
    """Return a heading as compared: full-width made narrow, without blanks, marks and remarks in brackets."""
    plain = unicodedata.normalize("NFKC", clean(text)).lower()
    return re.sub(r"\(.*?\)|[\s*:_]", "", plain)


def meaning(text: str) -> str | None:
    """Return which field a heading names, None for one that is not a field."""
    return _MEANING.get(heading(text))


def is_not_kept(text: str) -> bool:
    """Say whether the heading is known and deliberately not stored (identity numbers, dates of birth …)."""
    return heading(text) in _NOT_KEPT or "身份证" in text or "身份号码" in text


def is_numbering(text: str) -> bool:
    """Say whether the column only counts lines."""
    return heading(text) in _NUMBERING


def is_structure(text: str) -> bool:
    """Say whether a cell starts a total or a note below the list."""
    return _STRUCTURE.match(clean(text)) is not None


def name_of(text: str) -> str:
    """Return a person's name without the blanks that only space it out (张　三 is 张三); a Latin name keeps its own."""
    return re.sub(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])", "", clean(text))


def is_name(text: str) -> bool:
    """Say whether the text can be a person's name: letters and the dots inside names, at most 30."""
    return len(text) <= 30 and re.fullmatch(r"[^\W\d_]+(?:[ ·•.\-][^\W\d_]+)*", text) is not None


def type_of(text: str) -> str | None:
    """Return the employment type that a word names, "" for no word, None for one that is not known."""
    word = heading(text)
    return _TYPE_OF.get(word) if word else ""


def number_of(text: str) -> str:
    """Return a staff number as written; 1001.0 of a number cell is 1001, full-width digits are narrow."""
    plain = unicodedata.normalize("NFKC", clean(text)).replace(" ", "")
    return plain[:-2] if re.fullmatch(r"\d+\.0", plain) else plain


def phone_of(text: str) -> str | None:
    """Return a mobile number of eleven digits, also from 1.3912345678E+10; "" for none, None for what is not one."""
    plain = re.sub(r"[\s\-()]", "", unicodedata.normalize("NFKC", clean(text)))
    if not plain:
        return ""
    plain = re.sub(r"^(\+86|0086)", "", plain)
    if not plain.isdigit():
        try:
            whole = Decimal(plain)
        except InvalidOperation:
            return None
        # 1.39E+10 is what Excel shows of a number whose last digits it no longer tells.
        is_told = whole.is_finite() and len(whole.as_tuple().digits) >= _TOLD_DIGITS and whole.adjusted() == 10
        plain = f"{whole:f}".partition(".")[0] if is_told else ""
    return plain if _MOBILE.fullmatch(plain) else None
