"""What words in company names are worth: legal forms, abbreviations, places and trades that set no company apart."""

from __future__ import annotations


def _table(text: str) -> dict[str, str]:
    """`canonical: spelling, spelling; ...` as spelling to canonical; every canonical form stands for itself too."""
    found: dict[str, str] = {}
    for row in text.replace("\n", " ").split(";"):
        canonical, _, spellings = row.partition(":")
        if canonical.strip():
            found |= dict.fromkeys(
                [canonical.strip(), *(one.strip() for one in spellings.split(",") if one.strip())], canonical.strip()
            )
    return found


LEGAL_FORMS = _table("""
ltd: limited, ltda, limitada, ltee, limitee, lda; co ltd: company limited, company ltd, co limited, coltd;
inc: incorporated, incorporation; corp: corporation, corpn, korporatsiya; co: company, cia, compania, compagnie, cie, companhia;
plc: public limited company, public company limited, pcl; llc: limited liability company, ooo, l l c, too, tov, mmc, llp, lp, limited partnership;
jsc: joint stock company, ao, zao, closed joint stock company, tzov; pjsc: public joint stock company, pao, oao, open joint stock company, pjs;
sa: sociedad anonima, societe anonyme, societa anonima, sociedade anonima, spolka akcyjna, s a; sa de cv: sociedad anonima de capital variable, s a de c v;
sas: societe par actions simplifiee, s a s; srl: sociedad de responsabilidad limitada, societa a responsabilita limitata, s r l, s de r l;
spa: societa per azioni, s p a; gmbh: gesellschaft mit beschrankter haftung, g m b h, mbh; ag: aktiengesellschaft; kg: kommanditgesellschaft;
bv: besloten vennootschap, b v; nv: naamloze vennootschap, n v; ab: aktiebolag; as: aksjeselskap, anonim sirketi, a s, a s s; oy: oyj, osakeyhtio;
sarl: societe a responsabilite limitee, s a r l; eurl: e u r l; pte: private, pvt, pte ltd, private limited, pvt ltd, pty, pty ltd, pte limited;
sdn bhd: sendirian berhad; bhd: berhad; fze: free zone establishment, fzco, fzc, fz llc, fze llc; est: establishment; kk: kabushiki kaisha;
pjsco: private joint stock company, p j s c; pt: perseroan terbatas; doo: d o o; dd: d d; ad: a d; eood: e o o d; ood: o o d;
sal: s a l; kft: korlatolt felelossegu tarsasag; sro: s r o; zrt: z r t; fgup: federal state unitary enterprise, fsue, federal unitary enterprise;
cv: c v; eirl: e i r l; sociedad por acciones: s p a s; unlimited: unltd; spr: sociedad de produccion rural, s p r, s p r de r i, s p r de r l;
llc: obshchestvo s ogranichennoi otvetstvennostyu, obshchestvo s ogranichennoy otvetstvennostyu, tovarystvo z obmezhenoiu vidpovidalnistiu;
jsc: aktsionernoe obshchestvo, aktsionernoye obshchestvo, aktsionerne tovarystvo; cjsc: zakrytoe aktsionernoe obshchestvo, zakrytoye aktsionernoye obshchestvo;
ojsc: otkrytoe aktsionernoe obshchestvo, otkrytoye aktsionernoye obshchestvo; pjsc: publichnoe aktsionernoe obshchestvo, publichnoye aktsionernoye obshchestvo;
fgup: federalnoe gosudarstvennoe unitarnoe predpriyatie, gosudarstvennoe unitarnoe predpriyatie, derzhavne pidpryemstvo, state enterprise, state unitary enterprise, gup, rup;
stichting: stichting; ev: e v, eingetragener verein; as: aksjeselskap; private company: private joint stock company, privatnoe aktsionernoe obshchestvo; cooperative: coop, cooperativa, kooperativ
""")
"""Spelling of a legal form, as words, to the canonical one. Canonical forms are kept in a name, as tokens of their own kind."""

FORM_WORDS = frozenset(
    """limited liability joint stock company open closed public private incorporated corporation corp inc ltd ltda co sa sarl
    llc plc gmbh jsc and de cv rl sociedad anonima responsabilidad limitada proprietary branch foreign societe mbh
    ooo oao zao pao obshchestvo aktsionernoe aktsionernoye otvetstvennostyu ogranichennoi ogranichennoy otkrytoe zakrytoe
    gosudarstvennoe predpriyatie accion acciones""".split()
)
"""Words that a legal form is made of: next to nothing when they stand alone, as in a name out of order."""

CHINESE_FORMS = ("股份有限公司", "有限责任公司", "集团有限公司", "有限公司", "控股集团", "控股", "公司", "集团")
"""Ends of Chinese names that say the legal form, the longest first."""

ABBREVIATIONS = _table("""
international: intl, int l, internatl, internacional, internationale; technology: tech, technologies, tecnologia, tekhnologii, technol;
group: grp, groupe, grupo, gruppe, grup, gruppa; communication: comm, communications, comms, comunicaciones; industry: ind, industries, industrial, industria, industrias, inds;
manufacturing: mfg, manufacture, manufactory; development: dev, devel, developments, desarrollo; trading: trdg, trade, trades; import: imp, imports, importacion;
export: exp, exports, exportacion; concern: kontsern, konzern; association: assn, assoc; society: societe, sociedad, jamia, jamiat, jamiyat, jamiyah; charitable: charity, khayriyya, khairia, khayriya, benevolent; plant: zavod; factory: fabrika; engineering: eng, engg, engrg; university: univ, universitet, universite; national: natl, nat l, nacional, nationale;
electronic: electronics, elec, elektronik, elektronika, electr; electric: electrical, elektro; science: sci, sciences, scientific; institute: inst, instituto, institut;
corporation: corpor; general: gen, gral; research: rsch, res, recherche; service: services, svc, svcs, srvces, servicios, servis; system: systems, sys, sistemas, sistema;
product: products, prod, productos; equipment: equip, equipments, equipos; machinery: mach, machineries; transport: transportation, transp, transporte, transportes, trans;
shipping: shpg, ship; petroleum: petrol, petroleo; chemical: chemicals, chem, chemie, quimica; pharmaceutical: pharmaceuticals, pharma, pharm, farma;
investment: investments, inv, invest, inversiones, inversion, investissements; management: mgmt, mgt, mngt; enterprise: enterprises, ent, entreprise, empresa, empresas;
holding: holdings, hldg, hldgs; bank: banco, banque, banka; center: centre, ctr, centro, tsentr; construction: constr, construcciones, construccion, const;
information: info, informacion; network: networks; material: materials, mat; aviation: aviacion, avia; department: dept; government: govt; association: assn, assoc, asociacion;
foundation: fundacion, fondation, fdn; commercial: comml, comercial, commerce, comercio; laboratory: lab, labs, laboratories; academy: acad; company: compny;
brothers: bros; financial: finance, fin, financiera; resource: resources; solution: solutions; and: y, et, und, e, i; of: de, du, des, del, di, da, do, dos
""")
"""Spelling of a common word to one form, so that `Tech Grp` and `Technology Group` are the same words."""

STOP_WORDS = frozenset("the of and for in al el la le les los las der die das a an to".split())
"""Words with next to no weight."""

GENERIC = frozenset(
    """
    international technology group communication industry manufacturing development trading import export engineering
    university national electronic electric science institute corporation general research service system product equipment
    machinery transport shipping petroleum chemical pharmaceutical investment management enterprise holding bank center
    construction information network material aviation association foundation commercial laboratory academy financial resource
    solution concern plant factory charitable humanitarian relief islamic organization organisation company front movement brigade brigades army islamic state enterprise works bureau named after by scientific production global world energy power oil gas steel mining metal gold silver water air marine maritime sea ocean land real
    estate property properties capital partners fund trust insurance realty digital data cloud software hardware computer
    semiconductor micro nano bio medical health care therapeutics bancorp bancshares acquisition media entertainment sports
    food foods farm agriculture agricultural auto automotive motor motors vehicle battery solar wind new first one united
    american european asian china chinese asia pacific europe america africa middle east west north south eastern western
    northern southern central advanced applied universal standard star sun logistics supply express security defense defence
    aerospace space precision optical instrument instruments control automation robotics intelligent smart intelligence
    digital mobile wireless telecom telecommunications internet online net web interactive studio design creative consulting
    advisory brands consumer retail store stores home house fashion textile textiles apparel paper packaging plastics rubber
    glass cement building materials tools environmental nuclear atomic military armed forces state federal republic ministry
    office agency authority bureau committee council union league party club society company co branch subsidiary
    importers exporters traders distributors distribution wholesale sales marketing products line lines carriers freight cargo
    tankers vessel airlines airways travel tourism hotel hotels resort exchange money cambio casa electronics
    art arts education school college training culture cultural publishing press news radio television film music game games
    """.split()
)
"""Words that many companies of all countries carry: a low weight, however rare they are on the lists."""

CHINESE_PLACES = frozenset(
    """
    beijing shanghai tianjin chongqing guangdong guangzhou shenzhen dongguan foshan zhuhai huizhou zhongshan jiangsu nanjing
    suzhou wuxi changzhou nantong xuzhou yangzhou zhenjiang zhejiang hangzhou ningbo wenzhou jiaxing shaoxing jinhua yiwu taizhou
    fujian fuzhou xiamen quanzhou zhangzhou shandong jinan qingdao yantai weifang zibo linyi weihai dezhou hebei shijiazhuang
    tangshan baoding handan langfang cangzhou henan zhengzhou luoyang xinxiang nanyang hubei wuhan yichang xiangyang huanggang
    hunan changsha zhuzhou hengyang xiangtan anhui hefei wuhu bengbu maanshan jiangxi nanchang ganzhou jiujiang shanxi taiyuan
    datong shaanxi xian baoji xianyang sichuan chengdu mianyang deyang leshan yunnan kunming dali guizhou guiyang zunyi guangxi
    nanning guilin liuzhou beihai hainan haikou sanya liaoning shenyang dalian anshan fushun jilin changchun heilongjiang harbin
    daqing qiqihar inner mongolia baotou hohhot ordos xinjiang urumqi gansu lanzhou qinghai xining ningxia yinchuan tibet lhasa
    hong kong macau taiwan taipei hsinchu kaohsiung taichung zhonghua zhongguo huabei huadong huanan dongfang beifang nanfang
    """.split()
)
"""Cities and provinces that open Chinese company names."""

POPULAR = frozenset(
    """
    alpha beta gamma delta epsilon sigma omega zeta theta lambda kappa titan atlas apollo phoenix hermes hercules zeus athena
    artemis diana juno minerva vulcan orion sirius vega polaris castor pollux gemini aries taurus leo virgo libra scorpio aquarius
    pisces mercury venus mars jupiter saturn neptune uranus pluto moon luna sol solaris stella astra astro nova cosmos galaxy
    planet comet meteor eclipse aurora dawn sunrise sunset horizon sky heaven zenith summit peak alpine everest mountain hill
    valley river lake forest garden park meadow rose lotus lily orchid iris jasmine cedar oak pine maple palm olive laurel
    eagle falcon hawk condor raven swan dove lion tiger panther jaguar puma leopard bear wolf fox dolphin whale shark dragon
    unicorn griffin pegasus blue red green black white grey silver golden amber emerald ruby sapphire jade pearl diamond crystal
    coral ivory crown royal regal imperial king queen prince princess empire dynasty sultan emir noble knight crusader warrior
    spartan trojan viking samurai gladiator champion hero legend victory victoria triumph glory pride honor liberty freedom
    independence unity union alliance harmony peace hope faith grace spirit trust true truth justice wisdom vision focus target
    arrow spear sword shield armor guardian sentinel ranger scout hunter explorer discovery discoverer voyager voyage navigator
    pioneer pathfinder frontier venture adventure challenger endeavour enterprise enterprise quest fortune fortuna lucky success
    progress prosperity prosper future next new nova neo modern classic prime premier premium elite select choice ideal perfect
    supreme superior ultra super mega macro mini max maxi plus extra total complete integral unique original genuine vista view
    panorama mirage aura aurum apex vertex vortex matrix nexus axis axiom core pivot focal fusion synergy dynamic dynamics kinetic
    momentum velocity rapid swift express turbo jet rocket thunder lightning storm tempest typhoon cyclone tornado breeze spark
    flame fire phoenix ice snow frost winter summer spring autumn rainbow bridge tower castle fortress citadel gate gateway
    portal harbor harbour port bay cove beach coast island isle cape pacific atlantic arctic baltic caspian danube nile amazon
    victoria sierra savanna oasis sahara orient oriental levant noah adam abraham david solomon samson moses gabriel michael
    mira sofia sophia maria anna elena sara eva linda bella dora flora viva vita vital life genesis origin omni pan poly trans
    inter intra meta hyper cyber techno info auto avia agro petro geo eco enviro thermo hydro aero astro electro opti quantum
    atomic ion ionic plasma laser photon radar sonar orbit orbital satellite link connect bridge node hub point line circle
    square triangle cube pyramid spiral anchor compass beacon lighthouse lantern torch candle mirror window door key lock
    shell stone rock boulder cliff canyon crane hammer anvil forge steelworks crossing main street avenue heritage legacy
    century millennium decade mid central capital metro metropolitan urban city town village country county
    """.split()
)
"""Words that companies everywhere choose as their brand: a name that shares only such a word may well be another's."""
