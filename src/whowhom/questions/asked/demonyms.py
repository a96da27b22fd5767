"""What the people and things of a state are called: "the Russians", "Pakistani officials"."""

from typing import Final

_TABLE = """
afghan AFG, albanian ALB, algerian DZA, american USA, argentine ARG, armenian ARM, australian AUS,
austrian AUT, azerbaijani AZE, azeri AZE, bahraini BHR, bangladeshi BGD, belarusian BLR,
belgian BEL, bolivian BOL, bosnian BIH, brazilian BRA, british GBR, bulgarian BGR, burmese MMR,
burundian BDI, cambodian KHM, cameroonian CMR, canadian CAN, chadian TCD, chilean CHL, chinese CHN,
colombian COL, congolese COD, croatian HRV, cuban CUB, cypriot CYP, czech CZE, danish DNK,
dutch NLD, ecuadorian ECU, egyptian EGY, emirati ARE, eritrean ERI, estonian EST, ethiopian ETH,
finnish FIN, french FRA, georgian GEO, german DEU, ghanaian GHA, greek GRC, guatemalan GTM,
haitian HTI, honduran HND, hungarian HUN, indian IND, indonesian IDN, iranian IRN, iraqi IRQ,
irish IRL, israeli ISR, italian ITA, ivorian CIV, japanese JPN, jordanian JOR, kazakh KAZ,
kenyan KEN, kosovar XKX, kuwaiti KWT, kyrgyz KGZ, laotian LAO, latvian LVA, lebanese LBN,
liberian LBR, libyan LBY, lithuanian LTU, malaysian MYS, malian MLI, mexican MEX, moldovan MDA,
mongolian MNG, moroccan MAR, mozambican MOZ, nepalese NPL, nepali NPL, nicaraguan NIC, nigerian NGA,
nigerien NER, norwegian NOR, omani OMN, pakistani PAK, palestinian PSE, peruvian PER,
philippine PHL, filipino PHL, polish POL, portuguese PRT, qatari QAT, romanian ROU, russian RUS,
rwandan RWA, saudi SAU, senegalese SEN, serbian SRB, singaporean SGP, slovak SVK, somali SOM,
spanish ESP, sudanese SDN, swedish SWE, swiss CHE, syrian SYR, taiwanese TWN, tajik TJK,
tanzanian TZA, thai THA, tunisian TUN, turkish TUR, turkmen TKM, ugandan UGA, ukrainian UKR,
uzbek UZB, venezuelan VEN, vietnamese VNM, yemeni YEM, zimbabwean ZWE
"""
DEMONYMS: Final[dict[str, str]] = {
    entry.split()[0]: entry.split()[1] for entry in _TABLE.split(",")
}
"""Adjective to ISO alpha-3 code; the plural with "s" means the same."""
