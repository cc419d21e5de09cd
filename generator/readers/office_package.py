"""Zipped office files opened with a bound on what they may unpack to, their XML read without entities or network."""

import struct
import zipfile
import zlib
from io import BytesIO

from lxml import etree

from generator.readers.blocks import UnreadablePublication

_LARGEST = 200 << 20
_LARGEST_PART = 24 << 20
_MOST_PARTS = 5000
_DENSE = 20 << 20  # only what unpacks to more than this is held to the ratio
_RATIO = 150
_ENCRYPTED = 1
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, RuntimeError, EOFError, KeyError, OSError, ValueError)


class Package:
    """The parts of a docx or xlsx file."""

    def __init__(self, content: bytes, name: str) -> None:
        """Raises UnreadablePublication where the file is damaged, encrypted or unpacks to far more than it holds."""
        self.name, self.content = name, content
        self._roots: dict[str, etree._Element] = {}
        try:
            self._zip = zipfile.ZipFile(BytesIO(content))
        except _BROKEN as error:
            raise self.damaged() from error
        self._check(len(content))
        self.parts = frozenset(self._zip.namelist())

    def _check(self, size: int) -> None:
        infos = self._zip.infolist()
        total = sum(info.file_size for info in infos)
        if total > _LARGEST or len(infos) > _MOST_PARTS or (total > _DENSE and total > size * _RATIO):
            raise UnreadablePublication(f"{self.name} 解压后大得不正常（{total >> 20} MB），没有读。请核对文件来源。")
        if any(info.flag_bits & _ENCRYPTED for info in infos):
            raise UnreadablePublication(f"{self.name} 有密码，读不了。请去掉密码后再试。")

    def damaged(self) -> UnreadablePublication:
        """What to raise where a part cannot be read."""
        return UnreadablePublication(f"{self.name} 已损坏，打不开。请用 Word/WPS 打开后另存一份再试。")

    def read(self, part: str) -> bytes:
        """The bytes of a part."""
        try:
            with self._zip.open(part) as stream:
                content = stream.read(_LARGEST_PART + 1)
        except _BROKEN as error:
            raise self.damaged() from error
        if len(content) > _LARGEST_PART:
            raise UnreadablePublication(f"{self.name} 里的 {part} 太大，没有读。请核对文件来源。")
        return content

    def size(self, part: str) -> int:
        """What a part unpacks to."""
        return self._zip.getinfo(part).file_size

    def refuse_entities(self) -> None:
        """Raise UnreadablePublication where a part declares entities, or hides them from view in another encoding."""
        for part in self.parts:
            if part.lower().endswith((".xml", ".rels")):
                content = self.read(part)
                if b"<!DOCTYPE" in content or b"<!ENTITY" in content or b"\0" in content[:200]:
                    raise self.tampered()

    def tampered(self) -> UnreadablePublication:
        """What to raise where a part declares entities, which no office program writes."""
        return UnreadablePublication(f"{self.name} 里有不该有的实体声明，没有读。请核对文件来源。")

    def xml(self, part: str) -> etree._Element | None:
        """The root of an XML part, parsed once; None where there is no such part."""
        if part not in self.parts:
            return None
        if part in self._roots:
            return self._roots[part]
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(self.read(part), parser)
        except etree.XMLSyntaxError as error:
            raise self.damaged() from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise self.tampered()
        self._roots[part] = root
        return root
