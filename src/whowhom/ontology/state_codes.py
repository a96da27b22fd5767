"""Codes of states in the two lists that conflict research joins by: Gleditsch-Ward and COW.

Facts, checked against each other and against the ``country_id`` of UCDP GED, which follows
Gleditsch and Ward (UCDP alone keeps 345 for Serbia after 2006). Territories have no code. The codes
are those of today's states; where a state had another code within the years of event data, the
table of former codes says until when.

Sources: K. S. Gleditsch and M. D. Ward (1999), 'A Revised List of Independent States since the
Congress of Vienna', International Interactions 25, with the list of microstates; Correlates of War
Project, State System Membership List, v2016. Key: ISO 3166-1 alpha-3 (Kosovo: XKX).
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

_GW: Final = """
    USA 2 CAN 20 BHS 31 CUB 40 HTI 41 DOM 42 JAM 51 TTO 52 BRB 53 DMA 54 GRD 55 LCA 56 VCT 57
    ATG 58 KNA 60 MEX 70 BLZ 80 GTM 90 HND 91 SLV 92 NIC 93 CRI 94 PAN 95 COL 100 VEN 101
    GUY 110 SUR 115 ECU 130 PER 135 BRA 140 BOL 145 PRY 150 CHL 155 ARG 160 URY 165 GBR 200
    IRL 205 NLD 210 BEL 211 LUX 212 FRA 220 MCO 221 LIE 223 CHE 225 ESP 230 AND 232 PRT 235
    DEU 260 POL 290 AUT 305 HUN 310 CZE 316 SVK 317 ITA 325 SMR 331 MLT 338 ALB 339 SRB 340
    MNE 341 MKD 343 HRV 344 BIH 346 XKX 347 SVN 349 GRC 350 CYP 352 BGR 355 MDA 359 ROU 360
    RUS 365 EST 366 LVA 367 LTU 368 UKR 369 BLR 370 ARM 371 GEO 372 AZE 373 FIN 375 SWE 380
    NOR 385 DNK 390 ISL 395 CPV 402 STP 403 GNB 404 GNQ 411 GMB 420 MLI 432 SEN 433 BEN 434
    MRT 435 NER 436 CIV 437 GIN 438 BFA 439 LBR 450 SLE 451 GHA 452 TGO 461 CMR 471 NGA 475
    GAB 481 CAF 482 TCD 483 COG 484 COD 490 UGA 500 KEN 501 TZA 510 BDI 516 RWA 517 SOM 520
    DJI 522 ETH 530 ERI 531 AGO 540 MOZ 541 ZMB 551 ZWE 552 MWI 553 ZAF 560 NAM 565 LSO 570
    BWA 571 SWZ 572 MDG 580 COM 581 MUS 590 SYC 591 MAR 600 DZA 615 TUN 616 LBY 620 SDN 625
    SSD 626 IRN 630 TUR 640 IRQ 645 EGY 651 SYR 652 LBN 660 JOR 663 ISR 666 SAU 670 YEM 678
    KWT 690 BHR 692 QAT 694 ARE 696 OMN 698 AFG 700 TKM 701 TJK 702 KGZ 703 UZB 704 KAZ 705
    CHN 710 MNG 712 TWN 713 PRK 731 KOR 732 JPN 740 IND 750 BTN 760 PAK 770 BGD 771 MMR 775
    LKA 780 MDV 781 NPL 790 THA 800 KHM 811 LAO 812 VNM 816 MYS 820 SGP 830 BRN 835 PHL 840
    IDN 850 TLS 860 AUS 900 PNG 910 NZL 920 VUT 935 SLB 940 FJI 950 KIR 970 NRU 971 TON 972
    TUV 973 MHL 983 PLW 986 FSM 987 WSM 990
"""

# Where the Correlates of War use another number.
_COW: Final = {
    "DEU": 255,
    "KIR": 946,
    "NRU": 970,
    "SRB": 345,
    "TON": 955,
    "TUV": 947,
    "YEM": 679,
}

_WORDS: Final = _GW.split()

GW: Final[dict[str, int]] = dict(
    zip(_WORDS[::2], (int(code) for code in _WORDS[1::2]), strict=True)
)
"""ISO alpha-3 to Gleditsch-Ward number.

>>> GW["AFG"], GW["DEU"]
(700, 260)
"""

COW: Final[dict[str, int]] = {**GW, **_COW}
"""ISO alpha-3 to Correlates of War number.

>>> COW["AFG"], COW["DEU"]
(700, 255)
"""

FORMER: Final[dict[str, tuple[date, int, int]]] = {
    "DEU": (date(1990, 10, 2), 260, 260),
    "SRB": (date(2006, 6, 4), 345, 345),
    "YEM": (date(1990, 5, 21), 678, 678),
}
"""ISO alpha-3 to the last day of former codes, and these: Gleditsch-Ward, then COW.

>>> FORMER["YEM"][1:]
(678, 678)
"""

Stretch = tuple[date, date, int, int]


def stretches(iso: str) -> Iterator[Stretch]:
    """First day, last day, Gleditsch-Ward and COW number of a state; nothing where it has none.

    >>> [(last.year, gw, cow) for _, last, gw, cow in stretches("YEM")]
    [(1990, 678, 678), (9999, 678, 679)]
    >>> list(stretches("HKG"))
    []
    """
    if iso not in GW:
        return
    begin = date.min
    if iso in FORMER:
        last, gw, cow = FORMER[iso]
        yield begin, last, gw, cow
        begin = date.fromordinal(last.toordinal() + 1)
    yield begin, date.max, GW[iso], COW[iso]
