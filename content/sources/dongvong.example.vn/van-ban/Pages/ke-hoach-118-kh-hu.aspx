<!DOCTYPE html>
<html xmlns:o="urn:schemas-microsoft-com:office:office" lang="vi-vn" dir="ltr">
<head><meta http-equiv="X-UA-Compatible" content="IE=10"><meta name="GENERATOR" content="Microsoft SharePoint"><meta name="progid" content="SharePoint.WebPartPage.Document"><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>
	
	Kế hoạch thực hiện Chỉ thị số 05-CT/TW, Kết luận số 01-KL/TW năm 2023

</title><link rel="stylesheet" type="text/css" href="/_layouts/15/1066/styles/Themable/corev15.css"></head>
<body>
<form method="post" action="./ke-hoach-118-kh-hu.aspx" id="aspnetForm">
<div class="aspNetHidden"><input type="hidden" name="__EVENTTARGET" id="__EVENTTARGET" value=""><input type="hidden" name="__REQUESTDIGEST" id="__REQUESTDIGEST" value="0x51AB0C,02 May 2023 08:44:51 -0000"><input type="hidden" name="__VIEWSTATE" id="__VIEWSTATE" value="/wEPDwUKLTQ0NjY0MzI5Nw9kFgJmD2QWAgIBD2Q="></div>
<div class="s4-notdlg s4-skipribbonshortcut noindex"><a class="ms-SkiptoNavigation" accesskey="Y" id="ctl00_A1">
	Skip Ribbon Commands</a></div>
<div class="s4-notdlg noindex"><a class="ms-SkiptoMainContent" accesskey="X" id="ctl00_A2">
	Skip to main content</a></div>
<div id="s4-ribbonrow" style="visibility:hidden;display:none"></div>
<div id="s4-workspace"><div id="s4-bodyContainer"><div id="s4-titlerow" class="ms-dialogHidden s4-titlerowhidetitle"><div id="titleAreaBox" class="ms-noList ms-table ms-core-tableNoSpace"><div id="zz1_TopNavigationMenuV4" class="s4-tn noindex ms-core-listMenu-horizontalBox"><ul class="root ms-core-listMenu-root static"><li class="static"><a class="static menu-item ms-core-listMenu-item ms-displayInline ms-navedit-linkNode" tabindex="0" href="/Pages/0.aspx"><span class="additional-background ms-navedit-flyoutArrow"><span class="menu-item-text">Trang chủ</span></span></a></li><li class="static"><a class="static menu-item ms-core-listMenu-item ms-displayInline ms-navedit-linkNode" tabindex="0" href="/Pages/1.aspx"><span class="additional-background ms-navedit-flyoutArrow"><span class="menu-item-text">Giới thiệu</span></span></a></li><li class="static"><a class="static menu-item ms-core-listMenu-item ms-displayInline ms-navedit-linkNode" tabindex="0" href="/Pages/2.aspx"><span class="additional-background ms-navedit-flyoutArrow"><span class="menu-item-text">Tin tức - Sự kiện</span></span></a></li><li class="static"><a class="static menu-item ms-core-listMenu-item ms-displayInline ms-navedit-linkNode" tabindex="0" href="/Pages/3.aspx"><span class="additional-background ms-navedit-flyoutArrow"><span class="menu-item-text">Văn bản chỉ đạo điều hành</span></span></a></li><li class="static"><a class="static menu-item ms-core-listMenu-item ms-displayInline ms-navedit-linkNode" tabindex="0" href="/Pages/4.aspx"><span class="additional-background ms-navedit-flyoutArrow"><span class="menu-item-text">Hỏi đáp</span></span></a></li><li class="static"><a class="static menu-item ms-core-listMenu-item ms-displayInline ms-navedit-linkNode" tabindex="0" href="/Pages/5.aspx"><span class="additional-background ms-navedit-flyoutArrow"><span class="menu-item-text">Liên hệ</span></span></a></li></ul></div></div></div>
<div id="contentRow" class="ms-tableRow"><div id="sideNavBox" class="ms-dialogHidden ms-forceWrap ms-noList"><div id="DeltaPlaceHolderLeftNavBar" class="ms-core-navigation" role="navigation"><ul class="root ms-core-listMenu-root static"><li class="static"><a class="static menu-item ms-core-listMenu-item" href="#"><span class="menu-item-text">Kế hoạch</span></a></li><li class="static"><a class="static menu-item ms-core-listMenu-item" href="#"><span class="menu-item-text">Chương trình hành động</span></a></li><li class="static"><a class="static menu-item ms-core-listMenu-item" href="#"><span class="menu-item-text">Thống kê truy cập</span></a></li></ul></div></div>
<div id="contentBox" aria-live="polite" aria-relevant="all"><div id="notificationArea" class="ms-notif-box"></div><div id="DeltaPageStatusBar"><div id="pageStatusBar"></div></div>
<div id="DeltaPlaceHolderMain"><a id="mainContent" name="mainContent" tabindex="-1"></a>
<div class="welcome blank-wp"><div class="ms-table ms-fullWidth"><div class="tableCol-75"><div class="cell-margin"><div class="article-header">Kế hoạch thực hiện Chỉ thị số 05-CT/TW, Kết luận số 01-KL/TW năm 2023</div>
<div id="ctl00_PlaceHolderMain_ctl01_label" style="display:none">Article Date</div><span class="article-date">24/02/2023 02:35 PM</span>
<div id="ctl00_PlaceHolderMain_ctl04_label" style="display:none">Page Content</div><div id="ctl00_PlaceHolderMain_ctl04__ControlWrapper_RichHtmlField" class="ms-rtestate-field" style="display:inline" aria-labelledby="ctl00_PlaceHolderMain_ctl04_label">​<table border="0" cellpadding="0" cellspacing="0" class="ms-rteTable-0" style="width:100%;">
<tbody>
<tr>
<td style="width:45%;" valign="top"><p style="text-align: center;">TỈNH ỦY HÀ DƯƠNG</p>
<p style="text-align: center;"><b>HUYỆN ỦY ĐỒNG VÔNG</b></p>
<p style="text-align: center;">*</p>
<p style="text-align: center;">Số 118-KH/HU</p></td>
<td valign="top"><p style="text-align: center;"><b>ĐẢNG CỘNG SẢN VIỆT NAM</b></p>
<p style="text-align: center;"><i>Đồng Vông, ngày 21 tháng 02 năm 2023</i></p></td>
</tr>
</tbody>
</table>
<p style="text-align: center;"><strong>​KẾ HOẠCH</strong></p>
<p style="text-align: center;"><strong>thực hiện Chỉ thị số 05-CT/TW, Kết luận số 01-KL/TW của Bộ Chính trị về đẩy mạnh học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh năm 2023</strong></p>
<p class="ms-rteElement-P" style="text-align: justify;">​Thực hiện Chỉ thị số 05-CT/TW ngày 15/5/2016, Kết luận số 01-KL/TW ngày 18/5/2021 của Bộ Chính trị; Hướng dẫn số 36-HD/BTGTU ngày 06/01/2023 của Ban Tuyên giáo Tỉnh ủy, Ban Thường vụ Huyện ủy Đồng Vông xây dựng Kế hoạch như sau:</p>
<p class="ms-rteElement-P" style="text-align: justify;"><strong>I. MỤC ĐÍCH, YÊU CẦU</strong></p>
<p class="ms-rteElement-P" style="text-align: justify;"><strong>​1. Mục đích</strong></p>
<p class="ms-rteElement-P" style="text-align: justify;">​- Làm cho việc học tập và làm theo Bác trở thành nền nếp ở từng chi bộ, từng cơ quan; tạo chuyển biến rõ về phong cách gần dân, trọng dân, nói đi đôi với làm.</p>
<p class="ms-rteElement-P" style="text-align: justify;">- Phát hiện, nhân rộng mô hình hay ở vùng đồng bào dân tộc thiểu số; khắc phục việc làm hình thức, báo cáo nhiều hơn kết quả.</p>
<p class="ms-rteElement-P" style="text-align: justify;"><strong>​2. Yêu cầu</strong></p>
<p class="ms-rteElement-P" style="text-align: justify;">- Nội dung cụ thể, có địa chỉ; mỗi chi bộ chọn một việc khó, kéo dài để giải quyết trong năm.</p>
<p class="ms-rteElement-P" style="text-align: justify;">- Người đứng đầu cấp ủy làm trước, tự phê bình trước; kết quả đưa vào kiểm điểm, đánh giá, xếp loại cuối năm.</p>
<p class="ms-rteElement-P" style="text-align: justify;"><strong>II. NỘI DUNG</strong></p>
<p class="ms-rteElement-P" style="text-align: justify;"><strong>1. Học tập chuyên đề năm 2023</strong></p>
<p class="ms-rteElement-P" style="text-align: justify;">​a) Tổ chức 01 hội nghị trực tuyến đến 11 điểm cầu xã, thị trấn trong tháng 3/2023; đảng viên ở xa trung tâm xã học tại chi bộ, do báo cáo viên cấp ủy trình bày bằng tiếng phổ thông và tiếng dân tộc.</p>
<p class="ms-rteElement-P" style="text-align: justify;">b) Cán bộ, đảng viên viết cam kết tu dưỡng, rèn luyện trước ngày 31/3/2023; chi bộ góp ý từng bản cam kết, không góp ý chung chung.</p>
<p class="ms-rteElement-P" style="text-align: justify;"><strong>​2. Làm theo và nêu gương</strong></p>
<p class="ms-rteElement-P" style="text-align: justify;">​a) Mỗi cơ quan, đơn vị đăng ký ít nhất 01 mô hình; mỗi đồng chí Huyện ủy viên đỡ đầu 01 hộ nghèo thuộc xã mình phụ trách.</p>
<p class="ms-rteElement-P" style="text-align: justify;">​b) Duy trì “Ngày thứ bảy vì dân” ở Bộ phận Tiếp nhận và Trả kết quả các xã; tổ lưu động đến các thôn Khau Cút, Pác Lùng, Nà Sảo mỗi tháng 01 lần.</p>
<p class="ms-rteElement-P" style="text-align: justify;"><strong>​3. Tuyên truyền</strong></p>
<p class="ms-rteElement-P" style="text-align: justify;">a) Mở chuyên mục trên Cổng thông tin điện tử huyện; mỗi tuần đăng 02 bài; không lấy số lượt xem ở phần thống kê truy cập làm thước đo duy nhất về hiệu quả.</p>
<p class="ms-rteElement-P" style="text-align: justify;">b) Tổ chức hội thi kể chuyện về Bác, chung kết vào dịp 19/5/2023; tuyển chọn 05 tiết mục dự thi cấp tỉnh.</p>
<p class="ms-rteElement-P" style="text-align: justify;"><strong>4. Kiểm tra, giám sát</strong></p>
<p class="ms-rteElement-P" style="text-align: justify;">​Ủy ban Kiểm tra Huyện ủy giám sát 03 tổ chức cơ sở đảng: Đảng bộ xã Lũng Nà, Đảng bộ Công an huyện, Chi bộ Phòng Giáo dục và Đào tạo; hoàn thành trước ngày 15/10/2023.</p>
<p class="ms-rteElement-P" style="text-align: justify;"><strong>​III. KINH PHÍ</strong></p>
<p class="ms-rteElement-P" style="text-align: justify;">Kinh phí thực hiện lấy từ nguồn chi thường xuyên của các cơ quan Đảng và ngân sách xã, thị trấn; riêng hội thi kể chuyện dự toán 85 triệu đồng.</p>
<p class="ms-rteElement-P" style="text-align: justify;"><strong>​IV. TỔ CHỨC THỰC HIỆN</strong></p>
<p class="ms-rteElement-P" style="text-align: justify;">1. Ban Tuyên giáo Huyện ủy là cơ quan thường trực, hướng dẫn, đôn đốc; sơ kết 6 tháng trước ngày 20/6/2023, tổng kết trước ngày 05/12/2023.</p>
<p class="ms-rteElement-P" style="text-align: justify;">2. Ban Tổ chức Huyện ủy hướng dẫn đưa nội dung làm theo Bác vào tiêu chí đánh giá đảng viên theo Hướng dẫn số 21-HD/BTCTU ngày 18/10/2022 của Ban Tổ chức Tỉnh ủy.</p>
<p class="ms-rteElement-P" style="text-align: justify;">3. Các đảng ủy, chi ủy cơ sở xây dựng kế hoạch của cấp mình, gửi Ban Thường vụ Huyện ủy (qua Ban Tuyên giáo) trước ngày 10/3/2023./.</p><table border="0" cellpadding="0" cellspacing="0" class="ms-rteTable-0" style="width:100%;">
<tbody>
<tr>
<td style="width:45%;" valign="top"><p style="text-align: left;"><b>Nơi nhận:</b></p>
<p style="text-align: left;">- Ban Tuyên giáo Tỉnh ủy (b/c),</p>
<p style="text-align: left;">- Thường trực Huyện ủy,</p>
<p style="text-align: left;">- Các ban, Văn phòng Huyện ủy,</p>
<p style="text-align: left;">- Các chi, đảng bộ cơ sở,</p>
<p style="text-align: left;">- Lưu Văn phòng Huyện ủy.</p></td>
<td valign="top"><p style="text-align: center;"><b>T/M BAN THƯỜNG VỤ</b></p>
<p style="text-align: center;"><b>PHÓ BÍ THƯ THƯỜNG TRỰC</b></p>
<p style="text-align: center;"><b>(Đã ký)</b></p>
<p style="text-align: center;"><b>Vi Thị Sầm</b></p></td>
</tr>
</tbody>
</table></div>
</div></div></div></div>
<div class="ms-webpart-zone"><div class="likecount">Lượt thích: <span>4</span></div><a class="print" href="#">In trang này</a></div>
</div></div></div>
<div class="footer-sp"><p>Huyện ủy Đồng Vông - Tổ dân phố 2, thị trấn Đồng Vông, tỉnh Hà Dương</p><p>Điện thoại: 0229.3xxx.772</p><p>Cổng thông tin đang vận hành thử nghiệm</p></div>
</div></div>
</form></body></html>
