# SPDX-License-Identifier: MIT
"""An object that provides any buffer, valid or invalid."""

from __future__ import annotations

import ctypes
from typing import Any

SSIZE = ctypes.c_ssize_t


class View(ctypes.Structure):
    """Py_buffer, as declared in Python.h."""

    _fields_ = (
        ("buf", ctypes.c_void_p),
        ("obj", ctypes.py_object),
        ("len", SSIZE),
        ("itemsize", SSIZE),
        ("readonly", ctypes.c_int),
        ("ndim", ctypes.c_int),
        ("format", ctypes.c_char_p),
        ("shape", ctypes.POINTER(SSIZE)),
        ("strides", ctypes.POINTER(SSIZE)),
        ("suboffsets", ctypes.POINTER(SSIZE)),
        ("internal", ctypes.c_void_p),
    )


class _Slot(ctypes.Structure):
    _fields_ = (("slot", ctypes.c_int), ("function", ctypes.c_void_p))


class _Spec(ctypes.Structure):
    _fields_ = (
        ("name", ctypes.c_char_p),
        ("basicsize", ctypes.c_int),
        ("itemsize", ctypes.c_int),
        ("flags", ctypes.c_uint),
        ("slots", ctypes.POINTER(_Slot)),
    )


_GET = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.py_object, ctypes.POINTER(View), ctypes.c_int)
_BF_GETBUFFER = 1  # numbers of slots in typeslots.h
_HEAP_TYPE, _BASE_TYPE = 1 << 9, 1 << 10

_described: dict[int, dict[str, Any]] = {}


def _get(lender: Any, view: Any, _flags: int) -> int:
    told = _described[id(lender)]
    told["calls"] += 1
    there = view.contents
    memory = told["memory"]
    values = {
        "buf": ctypes.addressof(memory),
        "len": ctypes.sizeof(memory),
        "itemsize": 8,
        "readonly": 1,
        "ndim": 1,
        "format": b"d",
        "shape": (len(memory),),
        "strides": (8,),
        "suboffsets": None,
        **told["view"],
        # A second call reports something else.
        **(told["later"] if told["calls"] > 1 else {}),
    }
    for name, value in values.items():
        if name in ("shape", "strides", "suboffsets") and value is not None:
            numbers = (SSIZE * len(value))(*value)
            told["kept"].append(numbers)
            setattr(there, name, numbers)
        else:
            setattr(there, name, value)
    there.obj = lender
    ctypes.pythonapi.Py_IncRef(ctypes.py_object(lender))  # the view has its own reference
    return 0


_get_buffer = _GET(_get)
_slots = (_Slot * 2)(
    _Slot(_BF_GETBUFFER, ctypes.cast(_get_buffer, ctypes.c_void_p)), _Slot(0, None)
)
_spec = _Spec(b"tests.Lender", object.__basicsize__, 0, _HEAP_TYPE | _BASE_TYPE, _slots)
_from_spec = ctypes.pythonapi.PyType_FromSpec
_from_spec.restype = ctypes.py_object
_from_spec.argtypes = [ctypes.POINTER(_Spec)]
_Lender = _from_spec(ctypes.byref(_spec))


def lender(values: list[float], *, later: dict[str, Any] | None = None, **view: Any) -> Any:
    """An object over these doubles; `view` replaces members of the buffer that it provides."""
    made = _Lender()
    _described[id(made)] = {
        "memory": (ctypes.c_double * len(values))(*values),
        "view": view,
        "later": later or {},
        "calls": 0,
        "kept": [made],
    }
    return made


def calls(lender: Any) -> int:
    """How often its buffer was requested."""
    return int(_described[id(lender)]["calls"])
